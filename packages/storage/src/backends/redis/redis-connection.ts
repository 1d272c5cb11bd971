import type { RedisCommander } from 'ioredis'
import { storeClosed } from '../../store-errors.js'
import type { Hearing, Listening } from '../server/server-watch.js'
import { connectRedis, type RedisClient } from './connect-redis.js'
import { pastTheBus } from './past-the-bus.js'
import { endsConnection, toRedisError } from './redis-errors.js'
import type { RedisTarget } from './redis-options.js'
import { readServerFacts, type ServerFacts } from './server-facts.js'

interface Connected {
  readonly client: RedisClient
  readonly facts: ServerFacts
}

/** The one connection of a store: made when needed, shared by all calls, and made anew by the next call after it broke. */
export class RedisConnection {
  readonly target: RedisTarget
  #current: Connected | undefined
  #connecting: Promise<Connected> | undefined
  #facts: ServerFacts | undefined
  #closed = false

  constructor(target: RedisTarget) {
    this.target = target
  }

  /** Of the server that was last connected to. */
  get facts(): ServerFacts | undefined {
    return this.#facts
  }

  /** @throws StorageError for whatever Redis or the way to it refuses */
  async run<T>(work: (commands: RedisCommander, client: RedisClient) => Promise<T>): Promise<T> {
    const { client } = await this.#connected()
    try {
      return await work(client, client)
    } catch (error) {
      const failure = toRedisError(error, `Redis at ${this.target.address}`)
      if (endsConnection(failure)) client.disconnect()
      throw failure
    }
  }

  async connect(): Promise<ServerFacts> {
    return (await this.#connected()).facts
  }

  /** Hear what is published on a channel, on a connection of its own: who listens can't ask. */
  async listen(channel: string, { onPayload, onEnd }: Hearing): Promise<Listening> {
    const what = `could not listen to Redis at ${this.target.address}`
    let client: RedisClient | undefined
    try {
      const connected = await connectRedis(this.target)
      client = connected
      connected.on('message', (_: string, message: string) => onPayload(message))
      await connected.subscribe(channel)
      if ('nodes' in connected) await pastTheBus(connected, channel)
      connected.once('end', () => {
        connected.removeAllListeners('message')
        onEnd()
      })
      return {
        end: async () => {
          connected.removeAllListeners('message')
          connected.removeAllListeners('end')
          connected.disconnect()
        },
      }
    } catch (error) {
      client?.disconnect()
      throw toRedisError(error, what)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#connecting?.catch(() => undefined)
    // QUIT is answered behind all that was sent before it.
    if (this.#current?.client.status === 'ready') await this.#current.client.quit().catch(() => undefined)
    this.#current?.client.disconnect()
  }

  async #connected(): Promise<Connected> {
    if (this.#closed) throw storeClosed()
    if (this.#current?.client.status === 'ready') return this.#current
    // Calls that come together share one attempt, and its failure.
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined
    })
    return this.#connecting
  }

  async #connect(): Promise<Connected> {
    const what = `could not connect to Redis at ${this.target.address}`
    let client: RedisClient | undefined
    try {
      this.#current?.client.disconnect()
      client = await connectRedis(this.target)
      const facts = await readServerFacts(client, this.target.keyPrefix)
      this.#facts = facts
      this.#current = { client, facts }
      return this.#current
    } catch (error) {
      client?.disconnect()
      throw toRedisError(error, what)
    }
  }
}
