import type { Message } from '@engawa/core'
import type { Database, Statement } from 'better-sqlite3'
import type { MessageQuery, MessageSlice } from '../../backend.js'
import { bodyOf, type MessageRow, toMessage } from '../table-rows.js'

interface Range {
  readonly first_seq: number
  readonly last_seq: number
}

/** The table of messages. */
export class SqliteMessages {
  readonly #lastSeq: Statement<[string], { readonly last: number }>
  readonly #byId: Statement<[string, string], MessageRow>
  readonly #between: Statement<[string, number, number], MessageRow>
  readonly #pages: Readonly<Record<'asc' | 'desc', Statement<[string, number, number], MessageRow>>>
  readonly #insert: Statement<[string, number, string, string, string, string]>
  readonly #keyOf: Statement<[string, string], Range>
  readonly #keep: Statement<[string, string, number, number]>
  readonly #deletions: readonly Statement<[string]>[]

  constructor(database: Database) {
    this.#lastSeq = database.prepare('SELECT coalesce(max(seq), 0) AS last FROM chat_messages WHERE session_id = ?')
    this.#byId = database.prepare('SELECT * FROM chat_messages WHERE session_id = ? AND id = ?')
    this.#between = database.prepare(
      'SELECT * FROM chat_messages WHERE session_id = ? AND seq BETWEEN ? AND ? ORDER BY seq',
    )
    this.#pages = {
      asc: database.prepare('SELECT * FROM chat_messages WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?'),
      desc: database.prepare('SELECT * FROM chat_messages WHERE session_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?'),
    }
    this.#insert = database.prepare(
      'INSERT INTO chat_messages (session_id, seq, id, role, created_at, body) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#keyOf = database.prepare(
      'SELECT first_seq, last_seq FROM chat_appends WHERE session_id = ? AND idempotency_key = ?',
    )
    this.#keep = database.prepare('INSERT INTO chat_appends VALUES (?, ?, ?, ?)')
    this.#deletions = [
      'DELETE FROM chat_messages WHERE session_id = ?',
      'DELETE FROM chat_appends WHERE session_id = ?',
    ].map((sql) => database.prepare(sql))
  }

  lastSeq(sessionId: string): number {
    return this.#lastSeq.get(sessionId)?.last ?? 0
  }

  get(sessionId: string, id: string): Message | undefined {
    const row = this.#byId.get(sessionId, id)
    return row && toMessage(row)
  }

  /** What an earlier append with this key stored. */
  ofKey(sessionId: string, key: string): readonly Message[] | undefined {
    const range = this.#keyOf.get(sessionId, key)
    return range && this.#between.all(sessionId, range.first_seq, range.last_seq).map(toMessage)
  }

  rememberKey(sessionId: string, key: string, messages: readonly Message[]): void {
    this.#keep.run(sessionId, key, messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0)
  }

  /** @returns the number that the search table knows it by */
  insert(message: Message): number | bigint {
    const { sessionId, seq, id, role, createdAt } = message
    return this.#insert.run(sessionId, seq, id, role, createdAt, bodyOf(message)).lastInsertRowid
  }

  /** All of a session. They must be gone from the search table. */
  deleteAll(sessionId: string): void {
    for (const statement of this.#deletions) statement.run(sessionId)
  }

  list({ sessionId, order, after, limit }: MessageQuery): MessageSlice {
    const from = after?.seq ?? (order === 'asc' ? 0 : Number.MAX_SAFE_INTEGER)
    const messages = this.#pages[order].all(sessionId, from, limit).map(toMessage)
    const last = messages.at(-1)
    return last === undefined ? { messages } : { messages, position: { seq: last.seq } }
  }
}
