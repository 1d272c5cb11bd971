import type { Database } from 'better-sqlite3'
import type { RewritingBackend } from '../../backend.js'
import { stillRead, withSqliteErrors } from '../../sqlite/sqlite-errors.js'
import { bodyOf, detailsOf } from '../table-rows.js'
import type { SqliteSearch } from './sqlite-search.js'

type Values = readonly (string | number | Uint8Array)[]

/**
 * Replaces rows that are still what they were. Once a message's text is sealed, its words go from the search table too.
 */
export function sqliteRewriting(database: Database, search: SqliteSearch): RewritingBackend {
  const run = (sql: string, values: Values) => database.prepare(sql).run(...values).changes
  const write = <T>(work: () => T): T =>
    withSqliteErrors('could not write anew what is stored', () => database.transaction(work).immediate())
  const find = database.prepare<
    [string, number, string, string],
    { readonly number: number; readonly user_id: string }
  >(
    `SELECT m.number, s.user_id FROM chat_messages m JOIN chat_sessions s ON s.id = m.session_id
     WHERE m.session_id = ? AND m.seq = ? AND m.id = ? AND m.body = ?`,
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
          const row = find.get(sessionId, from.seq, from.id, bodyOf(from))
          if (row === undefined) continue
          run('UPDATE chat_messages SET body = ? WHERE number = ?', [bodyOf(to), row.number])
          search.replace(row.number, to, row.user_id)
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
    // SQLite keeps what was deleted in free pages, the search table in segments, and the log of writes until it is reset.
    finish: async (now) => {
      write(() => {
        run('DELETE FROM chat_kv WHERE expires_at <= ?', [now])
        search.rebuild()
      })
      withSqliteErrors(`could not write ${database.name} anew`, () => {
        database.exec('VACUUM')
        const [checkpoint] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
        if (checkpoint?.busy === 1) throw stillRead(database.name)
      })
    },
  }
}
