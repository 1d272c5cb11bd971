import type { JsonObject, Message, Session } from '@engawa/core'
import type { Database } from 'better-sqlite3'
import type {
  AppendBatch,
  AppendOutcome,
  Backend,
  ChangeListener,
  Matches,
  MatchQuery,
  MessageQuery,
  MessageSlice,
  RewritingBackend,
  SessionChange,
  SessionQuery,
  StopWatching,
} from '../../backend.js'
import type { BackendInfo } from '../../chat-store.js'
import { applyMigrations } from '../../sqlite/apply-migrations.js'
import { withSqliteErrors } from '../../sqlite/sqlite-errors.js'
import { messageExists, seqConflict, sessionDeleted, sessionExists } from '../../store-errors.js'
import { changedSession } from '../changed-session.js'
import { migrations } from './migrations.js'
import { SqliteChanges } from './sqlite-changes.js'
import { SqliteKeyValue } from './sqlite-key-value.js'
import { SqliteMessages } from './sqlite-messages.js'
import { SqliteRecords } from './sqlite-records.js'
import { sqliteRewriting } from './sqlite-rewriting.js'
import { SqliteSearch } from './sqlite-search.js'
import { SqliteSessions } from './sqlite-sessions.js'

/** Tables `chat_…` in a database that others may share. SQLite's own lock keeps writers apart. */
export class SqliteBackend implements Backend {
  readonly info: BackendInfo
  readonly kv: SqliteKeyValue
  readonly records: SqliteRecords
  readonly rewriting: RewritingBackend
  readonly #database: Database
  readonly #onClose: () => void
  readonly #sessions: SqliteSessions
  readonly #messages: SqliteMessages
  readonly #changes: SqliteChanges
  readonly #search: SqliteSearch

  /** @param onClose what closing the store does to the database: nothing when it belongs to someone else */
  constructor(database: Database, onClose: () => void) {
    applyMigrations(database, 'chat', migrations)
    const durable = !database.memory && database.pragma('synchronous', { simple: true }) === 2
    this.info = {
      type: 'sqlite',
      location: database.name,
      capabilities: {
        durability: durable ? 'fsync' : database.memory ? 'none' : 'os',
        shared: !database.memory,
        search: true,
        watch: true,
        reseal: true,
      },
    }
    this.#changes = new SqliteChanges(database)
    this.kv = new SqliteKeyValue(database)
    this.records = new SqliteRecords(database, this.#changes)
    this.#database = database
    this.#onClose = onClose
    this.#sessions = new SqliteSessions(database)
    this.#messages = new SqliteMessages(database)
    this.#search = withSqliteErrors(`could not open ${database.name}`, () => new SqliteSearch(database))
    this.rewriting = sqliteRewriting(database, this.#search)
  }

  async createSession(session: Session): Promise<void> {
    this.#write(() => {
      if (this.#sessions.get(session.id) !== undefined) throw sessionExists(session.id)
      this.#sessions.insert(session)
      this.#changes.note('sessions', session.id)
    })
  }

  async getSession(id: string): Promise<Session | undefined> {
    return this.#read(() => this.#sessions.get(id))
  }

  async listSessions(query: SessionQuery): Promise<readonly Session[]> {
    return this.#read(() => this.#sessions.list(query))
  }

  async changeSession(id: string, change: SessionChange): Promise<Session | undefined> {
    return this.#write(() => {
      const session = this.#sessions.get(id)
      if (session === undefined) return undefined
      const changed = changedSession(session, change)
      this.#sessions.update(changed)
      this.#changes.note('sessions', id)
      return changed
    })
  }

  async purgeSession(id: string): Promise<boolean> {
    return this.#write(() => {
      this.#search.forget(id)
      this.#messages.deleteAll(id)
      const there = this.#sessions.delete(id)
      if (there) this.#changes.note('sessions', id)
      return there
    })
  }

  async append(batch: AppendBatch): Promise<AppendOutcome> {
    return this.#write(() => this.#append(batch))
  }

  async getMessage(sessionId: string, id: string): Promise<Message | undefined> {
    return this.#read(() => this.#messages.get(sessionId, id))
  }

  async listMessages(query: MessageQuery): Promise<MessageSlice> {
    return this.#read(() => this.#messages.list(query))
  }

  async search(query: MatchQuery): Promise<Matches> {
    return this.#read(() => this.#search.search(query))
  }

  async rebuildSearch(): Promise<void> {
    this.#write(() => this.#search.rebuild())
  }

  watch(listener: ChangeListener): Promise<StopWatching> {
    return this.#changes.watch(listener)
  }

  async health(): Promise<JsonObject> {
    return this.#read(() => ({
      sessions: this.#sessions.count(),
      journalMode: String(this.#database.pragma('journal_mode', { simple: true })),
    }))
  }

  async close(): Promise<void> {
    this.#changes.close()
    this.#onClose()
  }

  #append({ session, messages: given, chosenIds, idempotencyKey, expectedSeq, at }: AppendBatch): AppendOutcome {
    const known = idempotencyKey === undefined ? undefined : this.#messages.ofKey(session.id, idempotencyKey)
    if (known !== undefined) return { messages: known, replayed: true }
    const existing = this.#sessions.get(session.id)
    if (existing?.deletedAt !== undefined) throw sessionDeleted(session.id)
    const last = existing?.messageCount ?? 0
    if (expectedSeq !== undefined && expectedSeq !== last) throw seqConflict(session.id, expectedSeq, last)
    const taken = chosenIds.find((id) => this.#messages.get(session.id, id) !== undefined)
    if (taken !== undefined) throw messageExists(session.id, taken)

    if (existing === undefined) {
      this.#sessions.insert(session)
      this.#changes.note('sessions', session.id)
    }
    const messages = given.map((message, index): Message => {
      return { createdAt: at, ...message, sessionId: session.id, seq: last + index + 1 }
    })
    const { userId } = existing ?? session
    for (const message of messages) this.#search.add(this.#messages.insert(message), message, userId)
    if (idempotencyKey !== undefined) this.#messages.rememberKey(session.id, idempotencyKey, messages)
    this.#sessions.touch(session.id, at)
    this.#changes.note('messages', session.id)
    return { messages, replayed: false }
  }

  /** Take the write lock first: a transaction that reads and only then writes may find itself refused. */
  #write<T>(work: () => T): T {
    const what = `could not write to ${this.#database.name}`
    return withSqliteErrors(what, () => this.#database.transaction(work).immediate())
  }

  #read<T>(work: () => T): T {
    return withSqliteErrors(`could not read ${this.#database.name}`, work)
  }
}
