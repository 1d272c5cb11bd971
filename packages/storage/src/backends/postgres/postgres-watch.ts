import { createHash } from 'node:crypto'
import type { ChangeListener, StopWatching } from '../../backend.js'
import { type Watchable, watchable } from '../../entities/change.js'
import { Listeners } from '../listeners.js'
import type { Listening, PostgresConnections, Statements } from './postgres-connections.js'

/** Channels are shared by everyone who uses the database, and their names are short. */
export const channelOf = (schema: string): string =>
  `engawa_${createHash('sha256').update(schema).digest('hex').slice(0, 32)}`

/** Within the transaction of the change: told when it commits, and only then. */
export async function notify(
  statements: Statements,
  channel: string,
  collection: Watchable,
  id: string,
): Promise<void> {
  await statements.rows('SELECT pg_notify($1, $2)', [channel, payloadOf(collection, id)])
}

/** A word, and the id as it is: a payload takes 8,000 bytes, more than any id has. */
export const payloadOf = (collection: Watchable, id: string): string => `${collection} ${id}`

const retryEveryMs = 1_000

/** Listens on a connection of its own while anybody watches. One that breaks is made anew, and what it missed is said. */
export class PostgresWatch {
  readonly #connections: PostgresConnections
  readonly #channel: string
  readonly #listeners = new Listeners()
  #listening: Promise<Listening> | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(connections: PostgresConnections, channel: string) {
    this.#connections = connections
    this.#channel = channel
  }

  async watch(listener: ChangeListener): Promise<StopWatching> {
    this.#listening ??= this.#listen()
    try {
      await this.#listening
    } catch (error) {
      this.#listening = undefined
      throw error
    }
    const stop = this.#listeners.add(listener)
    return async () => {
      await stop()
      if (this.#listeners.isEmpty) await this.#end()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#end()
  }

  async #listen(): Promise<Listening> {
    return this.#connections.listen(this.#channel, {
      onPayload: (payload) => {
        const space = payload.indexOf(' ')
        const collection = watchable.find((one) => one === payload.slice(0, space))
        if (collection !== undefined) this.#listeners.tell({ collection, id: payload.slice(space + 1) })
      },
      onEnd: () => this.#again(),
    })
  }

  #again(): void {
    this.#listening = undefined
    if (this.#closed || this.#listeners.isEmpty) return
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined
      if (this.#closed || this.#listeners.isEmpty || this.#listening !== undefined) return
      this.#listening = this.#listen()
      this.#listening.then(
        () => this.#listeners.tell(undefined),
        () => this.#again(),
      )
    }, retryEveryMs)
  }

  async #end(): Promise<void> {
    clearTimeout(this.#retry)
    this.#retry = undefined
    const listening = this.#listening
    this.#listening = undefined
    await (await listening?.catch(() => undefined))?.end()
  }
}
