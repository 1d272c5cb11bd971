import type { Message } from '@engawa/core'
import type { MessageQuery, MessageSlice } from '../../backend.js'
import { type MessageRow, toMessage } from '../table-rows.js'
import type { Statements } from './postgres-connections.js'
import type { Tables } from './tables.js'

/** Messages joined to what their session is called, with more columns if need be. */
export const selectMessages = ({ messages, sessions }: Tables, ...more: readonly string[]): string =>
  `SELECT ${['s.id AS session_id', 'm.seq', 'm.id', 'm.created_at', 'm.body', ...more].join(', ')}
   FROM ${messages} m JOIN ${sessions} s ON s.number = m.session`

const lastPossibleSeq = 2 ** 31 - 1

export async function readMessage(
  statements: Statements,
  tables: Tables,
  sessionId: string,
  id: string,
): Promise<Message | undefined> {
  const sql = `${selectMessages(tables)} WHERE s.id = $1 AND m.id = $2`
  const [row] = await statements.rows<MessageRow>(sql, [sessionId, id])
  return row && toMessage(row)
}

export async function listMessages(
  statements: Statements,
  tables: Tables,
  { sessionId, order, after, limit }: MessageQuery,
): Promise<MessageSlice> {
  const compare = order === 'asc' ? '>' : '<'
  const from = after === undefined ? (order === 'asc' ? 0 : lastPossibleSeq) : Math.min(after.seq, lastPossibleSeq)
  const rows = await statements.rows<MessageRow>(
    `${selectMessages(tables)} WHERE s.id = $1 AND m.seq ${compare} $2 ORDER BY m.seq ${order} LIMIT $3`,
    [sessionId, from, limit],
  )
  const messages = rows.map(toMessage)
  const last = messages.at(-1)
  return last === undefined ? { messages } : { messages, position: { seq: last.seq } }
}
