import type { Session } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { SessionQuery } from '../../backend.js'
import { pageOfSessions } from '../../listing/order.js'
import { indexKeys } from './redis-keys.js'
import { readSessions } from './session-fields.js'
import type { Changes, SessionIndex } from './session-index.js'

/** Sessions read at once. */
const together = 500

/**
 * For a cluster, where no script reaches beyond the keys of one session: a set of all ids, each put in before its
 * session is created. A listing reads all sessions and sorts them itself.
 */
export class RegistryIndex implements SessionIndex {
  readonly keys: readonly string[] = []
  readonly #prefix: string
  readonly #registry: string

  constructor(prefix: string) {
    this.#prefix = prefix
    this.#registry = indexKeys(prefix).registry
  }

  async register(commands: RedisCommander, id: string): Promise<void> {
    await commands.sadd(this.#registry, id)
  }

  async list(commands: RedisCommander, query: SessionQuery): Promise<readonly Session[]> {
    const sessions: Session[] = []
    const { ids } = await this.changedSince(commands)
    for (let at = 0; at < ids.length; at += together) {
      const found = await readSessions(commands, this.#prefix, ids.slice(at, at + together))
      sessions.push(...found.filter((session) => session !== undefined))
    }
    return pageOfSessions(sessions, query)
  }

  async changedSince(commands: RedisCommander): Promise<Changes> {
    return { ids: await commands.smembers(this.#registry) }
  }

  count(commands: RedisCommander): Promise<number> {
    return commands.scard(this.#registry)
  }
}
