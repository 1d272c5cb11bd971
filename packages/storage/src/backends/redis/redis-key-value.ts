import type { JsonValue } from '@engawa/core'
import type { Redis } from 'ioredis'
import type { KeyValueBackend, KeyValueEntry } from '../../backend.js'
import type { RedisConnection } from './redis-connection.js'
import { valueKey } from './redis-keys.js'

const scannedAtOnce = 1_000
/** As far into a value as its time to expire can reach. */
const headerEnd = 31

/**
 * Each entry is one string, its time to live set by the same command: Redis removes it by itself.
 *
 * In front of the value stands when it expires by the store's clock, which alone decides whether it is seen.
 */
export class RedisKeyValue implements KeyValueBackend {
  readonly #connection: RedisConnection
  readonly #prefix: string

  constructor(connection: RedisConnection) {
    this.#connection = connection
    this.#prefix = connection.target.keyPrefix
  }

  async get(key: string, now: number): Promise<KeyValueEntry | undefined> {
    const stored = await this.#connection.run((commands) => commands.get(this.#keyOf(key)))
    if (stored === null || !isLive(stored, now)) return undefined
    const end = stored.indexOf('\n')
    const value = JSON.parse(stored.slice(end + 1)) as JsonValue
    return { value, ...(end === 0 ? {} : { expiresAt: Number(stored.slice(0, end)) }) }
  }

  async set(key: string, value: JsonValue, expiresAt: number | undefined, now: number): Promise<void> {
    const stored = `${expiresAt ?? ''}\n${JSON.stringify(value)}`
    await this.#connection.run((commands) =>
      expiresAt === undefined
        ? commands.set(this.#keyOf(key), stored)
        : commands.set(this.#keyOf(key), stored, 'PX', wholeMilliseconds(expiresAt - now)),
    )
  }

  async delete(key: string, now: number): Promise<boolean> {
    const stored = await this.#connection.run((commands) => commands.getdel(this.#keyOf(key)))
    return stored !== null && isLive(stored, now)
  }

  async *keys(now: number): AsyncGenerator<string> {
    // SCAN may meet a key twice.
    const met = new Set<string>()
    const nodes = await this.#connection.run(async (_, client) =>
      'nodes' in client ? client.nodes('master') : [client],
    )
    for (const node of nodes) {
      let cursor = '0'
      do {
        const [next, keys] = await this.#connection.run(() => this.#scan(node, cursor, now))
        cursor = next
        for (const key of keys) {
          if (met.has(key)) continue
          met.add(key)
          yield key
        }
      } while (cursor !== '0')
    }
  }

  async #scan(node: Redis, cursor: string, now: number): Promise<readonly [string, readonly string[]]> {
    const match = `${valueKey(this.#prefix, '').replace(/[[\]?*^\\]/g, '\\$&')}*`
    const [next, names] = await node.scan(cursor, 'MATCH', match, 'COUNT', scannedAtOnce)
    const headers = await Promise.all(names.map((name) => node.getrange(name, 0, headerEnd)))
    const live = names.filter((_, index) => isLive(headers[index] ?? '', now))
    return [next, live.map((name) => name.slice(valueKey(this.#prefix, '').length))]
  }

  #keyOf(key: string): string {
    return valueKey(this.#prefix, key)
  }
}

/** Empty is what Redis says of a key that is gone. */
function isLive(stored: string, now: number): boolean {
  const end = stored.indexOf('\n')
  return end === 0 || (end > 0 && Number(stored.slice(0, end)) > now)
}

/** What PX takes; never 0, never beyond what Redis can add to its clock. */
const wholeMilliseconds = (ms: number): number => Math.min(Math.max(Math.ceil(ms), 1), 1e15)
