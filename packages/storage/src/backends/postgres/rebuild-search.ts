import { textIn } from '../../packing/packed-message.js'
import { type MessageRow, toMessage } from '../table-rows.js'
import { indexedText } from './lexemes.js'
import type { PostgresConnections } from './postgres-connections.js'
import { selectMessages } from './postgres-messages.js'
import type { Tables } from './tables.js'

const together = 500

/** Index all messages anew, some at a time, while reads and appends go on: a row is right before and after. */
export async function rebuildSearch(connections: PostgresConnections, tables: Tables): Promise<void> {
  let last: string | undefined = '0'
  while (last !== undefined) last = await indexAfter(connections, tables, last)
  await connections.run((statements) =>
    statements.rows(`UPDATE ${tables.sessions} s SET tokens = (
      SELECT coalesce(sum(i.length), 0) FROM ${tables.search} i JOIN ${tables.messages} m ON m.number = i.message
      WHERE m.session = s.number)`),
  )
}

/** @returns the number of the last message indexed; undefined behind the end */
function indexAfter(connections: PostgresConnections, tables: Tables, after: string): Promise<string | undefined> {
  return connections.transaction(async (statements) => {
    const rows = await statements.rows<MessageRow & { readonly number: string }>(
      `${selectMessages(tables, 'm.number')} WHERE m.number > $1 ORDER BY m.number LIMIT ${together}`,
      [after],
    )
    const texts = rows.map((row) => indexedText(textIn(toMessage(row))))
    await statements.rows(
      `INSERT INTO ${tables.search} (message, lexemes, words, length)
       SELECT message, lexemes::tsvector, words, length
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::int[]) AS t (message, lexemes, words, length)
       ON CONFLICT (message) DO UPDATE SET lexemes = excluded.lexemes, words = excluded.words,
         length = excluded.length`,
      [
        rows.map(({ number }) => number),
        texts.map(({ lexemes }) => lexemes),
        texts.map(({ words }) => words),
        texts.map(({ length }) => length),
      ],
    )
    return rows.at(-1)?.number
  })
}
