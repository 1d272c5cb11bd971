import type { JsonObject, Message, Session } from '@engawa/core'
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
import { sessionExists } from '../../store-errors.js'
import { Turns } from '../../turns.js'
import { ServerWatch } from '../server/server-watch.js'
import { appendMessages } from './append-messages.js'
import { channelOf, notify } from './notices.js'
import type { PostgresConnections } from './postgres-connections.js'
import { PostgresKeyValue } from './postgres-key-value.js'
import { listMessages, readMessage } from './postgres-messages.js'
import { PostgresRecords } from './postgres-records.js'
import { postgresRewriting } from './postgres-rewriting.js'
import { searchPostgres } from './postgres-search.js'
import { changeSession, deleteSession, insertSession, listSessions, readSession } from './postgres-sessions.js'
import { rebuildSearch } from './rebuild-search.js'
import type { ServerFacts } from './server-facts.js'
import { type Tables, tablesIn } from './tables.js'

/** Tables `chat_…` in one schema of a PostgreSQL database. Locks on a session's row keep its writers apart. */
export class PostgresBackend implements Backend {
  readonly info: BackendInfo
  readonly kv: PostgresKeyValue
  readonly records: PostgresRecords
  readonly rewriting: RewritingBackend
  readonly #connections: PostgresConnections
  readonly #tables: Tables
  readonly #facts: ServerFacts
  readonly #turns = new Turns()
  readonly #channel: string
  readonly #watch: ServerWatch

  constructor(connections: PostgresConnections, facts: ServerFacts) {
    const { address, schema } = connections.target
    this.info = {
      type: 'postgres',
      location: `${address} ${schema}`,
      capabilities: { durability: facts.durability, shared: true, search: true, watch: true, reseal: true },
    }
    this.#connections = connections
    this.#facts = facts
    this.#tables = tablesIn(schema)
    this.#channel = channelOf(schema)
    this.#watch = new ServerWatch((hearing) => connections.listen(this.#channel, hearing))
    this.rewriting = postgresRewriting(connections, this.#tables)
    this.kv = new PostgresKeyValue(connections, this.#tables)
    this.records = new PostgresRecords(connections, this.#tables, this.#channel)
  }

  async createSession(session: Session): Promise<void> {
    const inserted = await this.#connections.transaction(async (statements) => {
      const isNew = await insertSession(statements, this.#tables, session)
      if (isNew) await notify(statements, this.#channel, 'sessions', session.id)
      return isNew
    })
    if (!inserted) throw sessionExists(session.id)
  }

  getSession(id: string): Promise<Session | undefined> {
    return this.#connections.run((statements) => readSession(statements, this.#tables, id))
  }

  listSessions(query: SessionQuery): Promise<readonly Session[]> {
    return this.#connections.run((statements) => listSessions(statements, this.#tables, query))
  }

  changeSession(id: string, change: SessionChange): Promise<Session | undefined> {
    return this.#connections.transaction(async (statements) => {
      const changed = await changeSession(statements, this.#tables, id, change)
      if (changed !== undefined) await notify(statements, this.#channel, 'sessions', id)
      return changed
    })
  }

  purgeSession(id: string): Promise<boolean> {
    return this.#connections.transaction(async (statements) => {
      const there = await deleteSession(statements, this.#tables, id)
      if (there) await notify(statements, this.#channel, 'sessions', id)
      return there
    })
  }

  append(batch: AppendBatch): Promise<AppendOutcome> {
    return this.#turns.take(batch.session.id, () =>
      this.#connections.transaction((statements) => appendMessages(statements, this.#tables, batch, this.#channel)),
    )
  }

  getMessage(sessionId: string, id: string): Promise<Message | undefined> {
    return this.#connections.run((statements) => readMessage(statements, this.#tables, sessionId, id))
  }

  listMessages(query: MessageQuery): Promise<MessageSlice> {
    return this.#connections.run((statements) => listMessages(statements, this.#tables, query))
  }

  search(query: MatchQuery): Promise<Matches> {
    return this.#connections.run((statements) => searchPostgres(statements, this.#tables, query))
  }

  rebuildSearch(): Promise<void> {
    return rebuildSearch(this.#connections, this.#tables)
  }

  watch(listener: ChangeListener): Promise<StopWatching> {
    return this.#watch.watch(listener)
  }

  async health(): Promise<JsonObject> {
    const { version, durability } = this.#facts
    const [row] = await this.#connections.run((statements) =>
      statements.rows<{ sessions: string }>(`SELECT count(*) AS sessions FROM ${this.#tables.sessions}`),
    )
    return { sessions: Number(row?.sessions), version, durability, schema: this.#connections.target.schema }
  }

  async close(): Promise<void> {
    await this.#watch.close()
    await this.#connections.close()
  }
}
