import type { Message, Session } from '@engawa/core'
import type { Replacement, RewritingBackend } from '../../backend.js'
import { textIn } from '../../packing/packed-message.js'
import { bodyOf, detailsOf } from '../table-rows.js'
import { indexedText } from './lexemes.js'
import type { PostgresConnections, Statements } from './postgres-connections.js'
import type { Tables } from './tables.js'

/** Replaces rows that are still what they were. Once a message's text is sealed, its words go from the search table too. */
export function postgresRewriting(connections: PostgresConnections, tables: Tables): RewritingBackend {
  const count = (sql: string, values: readonly unknown[]) =>
    connections.transaction(async (statements) => (await statements.rows(`${sql} RETURNING 1`, values)).length)
  const record = `(SELECT number FROM ${tables.records} WHERE collection = $1 AND id = $2)`

  return {
    session: async ({ from, to }) => (await count(...detailsUpdate(tables, from, to))) > 0,
    messages: (sessionId, changes) =>
      connections.transaction(async (statements) => {
        let rewritten = 0
        for (const change of changes) if (await rewriteMessage(statements, tables, sessionId, change)) rewritten += 1
        return rewritten
      }),
    versions: async (collection, changes) => {
      let rewritten = 0
      for (const { from, to } of changes) {
        const values = [collection, from.id, from.version, JSON.stringify(from), JSON.stringify(to)]
        const sql = `UPDATE ${tables.versions} SET json = $5 WHERE record = ${record} AND version = $3 AND json = $4`
        rewritten += await count(sql, values)
      }
      return rewritten
    },
    blob: async (collection, id, hash, { from, to }) => {
      const sql = `UPDATE ${tables.blobs} SET bytes = $5 WHERE record = ${record} AND hash = $3 AND bytes = $4`
      return (await count(sql, [collection, id, hash, from, to])) > 0
    },
    value: async (key, { from, to }) => {
      const sql = `UPDATE ${tables.kv} SET value = $3 WHERE key = $1 AND value = $2`
      return (await count(sql, [key, JSON.stringify(from), JSON.stringify(to)])) > 0
    },
    // Words went with their messages. What the server keeps of earlier rows is its own.
    finish: async (now) => {
      await count(`DELETE FROM ${tables.kv} WHERE expires_at <= $1`, [now])
    },
  }
}

const detailsUpdate = (tables: Tables, from: Session, to: Session): [sql: string, values: readonly unknown[]] => [
  `UPDATE ${tables.sessions} SET details = $3 WHERE id = $1 AND details = $2`,
  [from.id, detailsOf(from), detailsOf(to)],
]

async function rewriteMessage(
  statements: Statements,
  tables: Tables,
  sessionId: string,
  { from, to }: Replacement<Message>,
): Promise<boolean> {
  const [row] = await statements.rows<{ readonly number: string; readonly session: string }>(
    `UPDATE ${tables.messages} m SET body = $5 FROM ${tables.sessions} s
     WHERE s.number = m.session AND s.id = $1 AND m.seq = $2 AND m.id = $3 AND m.body = $4
     RETURNING m.number, m.session`,
    [sessionId, from.seq, from.id, storedBody(from), storedBody(to)],
  )
  if (row === undefined) return false
  const { lexemes, words, length } = indexedText(textIn(to))
  await statements.rows(
    `WITH before AS (SELECT length FROM ${tables.search} WHERE message = $1), indexed AS (
       UPDATE ${tables.search} SET lexemes = $3::tsvector, words = $4, length = $5 WHERE message = $1
     )
     UPDATE ${tables.sessions} SET tokens = tokens - (SELECT length FROM before) + $5::int WHERE number = $2`,
    [row.number, row.session, lexemes, words, length],
  )
  return true
}

const storedBody = ({ sessionId, seq, ...message }: Message): string => bodyOf(message)
