import type { ChangeListener, StopWatching } from '../../backend.js'
import { watchable } from '../../entities/change.js'
import { Listeners } from '../listeners.js'
import type { RedisClient } from './connect-redis.js'
import type { RedisConnection } from './redis-connection.js'

const retryEveryMs = 1_000

/** Listens on a connection of its own while anybody watches. One that breaks is made anew, and what it missed is said. */
export class RedisWatch {
  readonly #connection: RedisConnection
  readonly #channel: string
  readonly #listeners = new Listeners()
  #client: Promise<RedisClient> | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(connection: RedisConnection, channel: string) {
    this.#connection = connection
    this.#channel = channel
  }

  async watch(listener: ChangeListener): Promise<StopWatching> {
    this.#client ??= this.#subscribe()
    try {
      await this.#client
    } catch (error) {
      this.#client = undefined
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

  async #subscribe(): Promise<RedisClient> {
    const client = await this.#connection.subscribe(this.#channel, (message) => {
      const space = message.indexOf(' ')
      const collection = watchable.find((one) => one === message.slice(0, space))
      if (collection !== undefined) this.#listeners.tell({ collection, id: message.slice(space + 1) })
    })
    client.once('end', () => this.#again(client))
    return client
  }

  #again(ended?: RedisClient): void {
    ended?.removeAllListeners('message')
    this.#client = undefined
    if (this.#closed || this.#listeners.isEmpty) return
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined
      if (this.#closed || this.#listeners.isEmpty || this.#client !== undefined) return
      this.#client = this.#subscribe()
      this.#client.then(
        () => this.#listeners.tell(undefined),
        () => this.#again(),
      )
    }, retryEveryMs)
  }

  async #end(): Promise<void> {
    clearTimeout(this.#retry)
    this.#retry = undefined
    const client = this.#client
    this.#client = undefined
    const subscribed = await client?.catch(() => undefined)
    subscribed?.removeAllListeners('end')
    subscribed?.disconnect()
  }
}
