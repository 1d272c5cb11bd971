import type { Database } from 'better-sqlite3'

export interface Totals {
  readonly documents: number
  readonly words: number
}

/**
 * How many texts the search table has, and how many words. FTS5 keeps both itself, in row 1 of its data table: the
 * number of rows, then the tokens of each column, as SQLite's variable-length integers. Counting rows would take
 * milliseconds, and counters of our own one more page in each append.
 */
export function readTotals(database: Database): Totals {
  const row = database.prepare<[], { readonly block: Buffer }>('SELECT block FROM chat_search_data WHERE id = 1').get()
  const [documents = 0, words = 0] = integersIn(row?.block ?? Buffer.alloc(0))
  const purged = database.prepare<[], Totals>(
    'SELECT purged_documents AS documents, purged_words AS words FROM chat_search_form',
  )
  const gone = purged.get() ?? { documents: 0, words: 0 }
  return { documents: documents - gone.documents, words: words - gone.words }
}

/** The same of one session, or of one of its messages, as FTS5 keeps it for each row. */
export function totalsOf(database: Database, sessionId: string, seq?: number): Totals {
  const sizes = database.prepare<[{ sessionId: string; seq: number | null }], { readonly sz: Buffer }>(
    `SELECT sz FROM chat_messages m JOIN chat_search_docsize d ON d.id = m.number
     WHERE m.session_id = :sessionId AND (:seq IS NULL OR m.seq = :seq)`,
  )
  const words = sizes.all({ sessionId, seq: seq ?? null }).map(({ sz }) => integersIn(sz)[0] ?? 0)
  return { documents: words.length, words: words.reduce((sum, count) => sum + count, 0) }
}

/** Seven bits in a byte, the highest first; a set eighth bit says that more follow. None here takes nine bytes. */
function integersIn(bytes: Buffer): number[] {
  const integers: number[] = []
  let value = 0
  for (const byte of bytes) {
    value = value * 0x80 + (byte & 0x7f)
    if (byte >= 0x80) continue
    integers.push(value)
    value = 0
  }
  return integers
}
