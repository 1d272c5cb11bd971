import type { Database } from 'better-sqlite3'

/**
 * How many texts the search table has, and how many words. FTS5 keeps both itself, in row 1 of its data table: the
 * number of rows, then the tokens of each column, as SQLite's variable-length integers. Counting rows would take
 * milliseconds, and counters of our own one more page in each append.
 */
export function readTotals(database: Database): { readonly documents: number; readonly words: number } {
  const row = database.prepare<[], { readonly block: Buffer }>('SELECT block FROM chat_search_data WHERE id = 1').get()
  const [documents = 0, words = 0] = integersIn(row?.block ?? Buffer.alloc(0))
  return { documents, words }
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
