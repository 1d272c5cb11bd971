import type { Session } from '@engawa/core'
import type { Database, Statement } from 'better-sqlite3'
import type { SessionQuery } from '../../backend.js'
import { detailsOf, type SessionRow, toSession } from '../table-rows.js'

/** The count is read off the messages' index, whose last entry is the last `seq`. */
const columns = `s.*, coalesce((SELECT max(seq) FROM chat_messages WHERE session_id = s.id), 0) AS last_seq`

/** The table of sessions. */
export class SqliteSessions {
  readonly #database: Database
  readonly #get: Statement<[string], SessionRow>
  readonly #insert: Statement<[Record<string, string | null>]>
  readonly #update: Statement<[Record<string, string | null>]>
  readonly #count: Statement<[], { readonly sessions: number }>
  readonly #touch: Statement<[string, string]>
  readonly #delete: Statement<[string]>

  constructor(database: Database) {
    this.#database = database
    this.#get = database.prepare(`SELECT ${columns} FROM chat_sessions s WHERE id = ?`)
    this.#insert =
      database.prepare(`INSERT INTO chat_sessions (id, user_id, details, created_at, updated_at, deleted_at)
      VALUES (:id, :userId, :details, :createdAt, :updatedAt, :deletedAt)`)
    this.#update = database.prepare(`UPDATE chat_sessions
      SET details = :details, updated_at = :updatedAt, deleted_at = :deletedAt WHERE id = :id`)
    this.#count = database.prepare('SELECT count(*) AS sessions FROM chat_sessions')
    this.#touch = database.prepare('UPDATE chat_sessions SET updated_at = ? WHERE id = ?')
    this.#delete = database.prepare('DELETE FROM chat_sessions WHERE id = ?')
  }

  get(id: string): Session | undefined {
    const row = this.#get.get(id)
    return row && toSession(row)
  }

  count(): number {
    return this.#count.get()?.sessions ?? 0
  }

  insert(session: Session): void {
    const { id, userId, createdAt } = session
    this.#insert.run({ id, userId, createdAt, ...changeable(session) })
  }

  update(session: Session): void {
    this.#update.run({ id: session.id, ...changeable(session) })
  }

  touch(id: string, at: string): void {
    this.#touch.run(at, id)
  }

  /** Its messages must be gone. Whether it was there. */
  delete(id: string): boolean {
    return this.#delete.run(id).changes > 0
  }

  list({ userId, includeDeleted, order, after, limit }: SessionQuery): readonly Session[] {
    const conditions = ['TRUE']
    if (!includeDeleted) conditions.push('deleted_at IS NULL')
    if (userId !== undefined) conditions.push('user_id = :userId')
    if (after !== undefined) conditions.push(`(updated_at, id) ${order === 'asc' ? '>' : '<'} (:updatedAt, :id)`)
    const rows = this.#database.prepare<[Record<string, string | number>], SessionRow>(
      `SELECT ${columns} FROM chat_sessions s WHERE ${conditions.join(' AND ')}
       ORDER BY updated_at ${order}, id ${order} LIMIT :limit`,
    )
    return rows.all({ limit, ...(userId === undefined ? {} : { userId }), ...after }).map(toSession)
  }
}

const changeable = (session: Session) => ({
  details: detailsOf(session),
  updatedAt: session.updatedAt,
  deletedAt: session.deletedAt ?? null,
})
