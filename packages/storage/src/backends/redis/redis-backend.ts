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
import { ServerWatch } from '../server/server-watch.js'
import { appendMessages } from './append-messages.js'
import type { RedisConnection } from './redis-connection.js'
import { RedisKeyValue } from './redis-key-value.js'
import { changeChannel, sessionKeys } from './redis-keys.js'
import { readMessage, readMessages } from './redis-messages.js'
import { RedisRecords } from './redis-records.js'
import { redisRewriting } from './redis-rewriting.js'
import { RedisSearch } from './redis-search.js'
import { RegistryIndex } from './registry-index.js'
import { runScript } from './run-script.js'
import { changeScript, createScript, purgeScript } from './scripts.js'
import { jsonOrEmpty, readSession, toFields, toSession } from './session-fields.js'
import type { SessionIndex } from './session-index.js'
import { SortedIndex } from './sorted-index.js'

/** Keys with one prefix in a Redis, standalone, behind Sentinels or a cluster. Scripts keep writers apart. */
export class RedisBackend implements Backend {
  readonly kv: RedisKeyValue
  readonly records: RedisRecords
  readonly rewriting: RewritingBackend
  readonly #connection: RedisConnection
  readonly #prefix: string
  readonly #index: SessionIndex
  readonly #search: RedisSearch
  readonly #watch: ServerWatch
  readonly #channel: string

  constructor(connection: RedisConnection) {
    this.#connection = connection
    this.#prefix = connection.target.keyPrefix
    this.#index = connection.target.mode === 'cluster' ? new RegistryIndex(this.#prefix) : new SortedIndex(this.#prefix)
    this.#search = new RedisSearch(connection, this.#index)
    this.#channel = changeChannel(this.#prefix)
    this.#watch = new ServerWatch((hearing) => connection.listen(this.#channel, hearing))
    this.kv = new RedisKeyValue(connection)
    this.records = new RedisRecords(connection)
    this.rewriting = redisRewriting(connection, this.#search)
  }

  /** Durability is that of the server last connected to: one that was restarted may promise less. */
  get info(): BackendInfo {
    return {
      type: 'redis',
      location: `${this.#connection.target.address} ${this.#prefix}*`,
      capabilities: {
        durability: this.#connection.facts?.durability ?? 'none',
        shared: true,
        search: true,
        watch: true,
        reseal: true,
      },
    }
  }

  async createSession({ id, userId, createdAt, title, metadata }: Session): Promise<void> {
    const args = [this.#channel, id, userId, createdAt, jsonOrEmpty(title), jsonOrEmpty(metadata)]
    const created = await this.#connection.run(async (commands) => {
      await this.#index.register(commands, id)
      return runScript(commands, createScript, this.#keysOf(id), args)
    })
    if (created !== 1) throw sessionExists(id)
  }

  getSession(id: string): Promise<Session | undefined> {
    return this.#connection.run((commands) => readSession(commands, this.#prefix, id))
  }

  listSessions(query: SessionQuery): Promise<readonly Session[]> {
    return this.#connection.run((commands) => this.#index.list(commands, query))
  }

  async changeSession(id: string, { at, title, metadata, deleted }: SessionChange): Promise<Session | undefined> {
    const hide = deleted === undefined ? '' : deleted ? '1' : '0'
    const args = [this.#channel, at, jsonOrEmpty(title), jsonOrEmpty(metadata), hide]
    const reply = await this.#connection.run((commands) => runScript(commands, changeScript, this.#keysOf(id), args))
    return toSession(toFields(reply as string[]))
  }

  async purgeSession(id: string): Promise<boolean> {
    const args = [this.#channel, id]
    return (await this.#connection.run((commands) => runScript(commands, purgeScript, this.#keysOf(id), args))) === 1
  }

  append(batch: AppendBatch): Promise<AppendOutcome> {
    const { id } = batch.session
    const keys = this.#keysOf(id)
    return this.#connection.run((commands) => appendMessages(commands, batch, keys, this.#index, this.#channel))
  }

  async getMessage(sessionId: string, id: string): Promise<Message | undefined> {
    return this.#connection.run(async (commands) => {
      const seq = await commands.hget(sessionKeys(this.#prefix, sessionId).ids, id)
      return seq === null ? undefined : readMessage(commands, this.#prefix, sessionId, Number(seq))
    })
  }

  async listMessages(query: MessageQuery): Promise<MessageSlice> {
    const messages = await this.#connection.run((commands) => readMessages(commands, this.#prefix, query))
    const last = messages.at(-1)
    return last === undefined ? { messages } : { messages, position: { seq: last.seq } }
  }

  search(query: MatchQuery): Promise<Matches> {
    return this.#search.search(query)
  }

  rebuildSearch(): Promise<void> {
    return this.#search.rebuild()
  }

  watch(listener: ChangeListener): Promise<StopWatching> {
    return this.#watch.watch(listener)
  }

  async health(): Promise<JsonObject> {
    const { version, durability } = await this.#connection.connect()
    const { mode, keyPrefix } = this.#connection.target
    const sessions = await this.#connection.run((commands) => this.#index.count(commands))
    return { sessions, version, mode, durability, keyPrefix }
  }

  async close(): Promise<void> {
    await this.#watch.close()
    await this.#connection.close()
  }

  #keysOf(id: string): readonly string[] {
    const { session, log, ids, appends } = sessionKeys(this.#prefix, id)
    return [session, log, ids, appends, ...this.#index.keys]
  }
}
