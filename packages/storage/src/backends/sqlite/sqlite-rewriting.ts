import { textOf } from '@engawa/core'
import type { Database } from 'better-sqlite3'
import type { RewritingBackend } from '../../backend.js'
import { bigrams, tokenize } from '../../search/tokenize.js'
import { withSqliteErrors } from '../../sqlite/sqlite-errors.js'
import { bodyOf, detailsOf } from './rows.js'

type Values = readonly (string | number | Uint8Array)[]

/**
 * Replaces rows that are still what they were. Once a message's text is sealed, its words go from the search table too.
 */
export function sqliteRewriting(database: Database): RewritingBackend {
  const run = (sql: string, values: Values) => database.prepare(sql).run(...values).changes
  const write = <T>(work: () => T): T =>
    withSqliteErrors('could not write anew what is stored', () => database.transaction(work).immediate())
  const find = database.prepare<[string, number, string, string], { readonly number: number }>(
    'SELECT number FROM chat_messages WHERE session_id = ? AND seq = ? AND id = ? AND body = ?',
  )

  return {
    session: async ({ from, to }) =>
      write(() => {
        const sql = 'UPDATE chat_sessions SET details = ? WHERE id = ? AND details = ?'
        return run(sql, [detailsOf(to), from.id, detailsOf(from)]) > 0
      }),
    messages: async (sessionId, changes) =>
      write(() => {
        let rewritten = 0
        for (const { from, to } of changes) {
          const number = find.get(sessionId, from.seq, from.id, bodyOf(from))?.number
          if (number === undefined) continue
          run('UPDATE chat_messages SET body = ? WHERE number = ?', [bodyOf(to), number])
          const tokens = tokenize(textOf(to))
          const words = tokens.map(({ text }) => text).join(' ')
          run('UPDATE chat_search SET words = ?, pairs = ? WHERE rowid = ?', [words, bigrams(tokens).join(' '), number])
          rewritten += 1
        }
        return rewritten
      }),
    versions: async (collection, changes) =>
      write(() => {
        const sql = `UPDATE chat_versions SET json = ? WHERE version = ? AND json = ?
          AND record = (SELECT number FROM chat_records WHERE collection = ? AND id = ?)`
        return changes
          .map(({ from, to }) =>
            run(sql, [JSON.stringify(to), from.version, JSON.stringify(from), collection, from.id]),
          )
          .reduce((sum, one) => sum + one, 0)
      }),
    blob: async (collection, id, hash, { from, to }) =>
      write(() => {
        const sql = `UPDATE chat_blobs SET bytes = ? WHERE hash = ? AND bytes = ?
          AND record = (SELECT number FROM chat_records WHERE collection = ? AND id = ?)`
        return run(sql, [to, hash, from, collection, id]) > 0
      }),
    value: async (key, { from, to }) =>
      write(() => {
        const sql = 'UPDATE chat_kv SET value = ? WHERE key = ? AND value = ?'
        return run(sql, [JSON.stringify(to), key, JSON.stringify(from)]) > 0
      }),
  }
}
