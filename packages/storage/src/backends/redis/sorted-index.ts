import type { Session } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { SessionQuery } from '../../backend.js'
import { indexKeys } from './redis-keys.js'
import { readSessions } from './session-fields.js'
import type { Changes, SessionIndex } from './session-index.js'

/** Sorted sets, kept by the same scripts that write sessions. */
export class SortedIndex implements SessionIndex {
  readonly keys: readonly string[]
  readonly #prefix: string
  readonly #names: ReturnType<typeof indexKeys>

  constructor(prefix: string) {
    this.#prefix = prefix
    this.#names = indexKeys(prefix)
    this.keys = [this.#names.byActivity, this.#names.byUser, this.#names.changes]
  }

  async register(): Promise<void> {}

  async list(commands: RedisCommander, query: SessionQuery): Promise<readonly Session[]> {
    const { userId, includeDeleted, after, limit } = query
    const owner = userId === undefined ? '' : `${userId}\u0000`
    const found: Session[] = []
    let behind = after && `${owner}${after.updatedAt} ${after.id}`
    while (found.length < limit) {
      const members = await this.#members(commands, query, behind)
      const places = members.map((member) => placeOf(member.slice(owner.length)))
      const ids = places.map(({ id }) => id)
      for (const [index, session] of (await readSessions(commands, this.#prefix, ids)).entries()) {
        // A session that moved meanwhile keeps, on this page, the place at which it was met.
        const updatedAt = places[index]?.updatedAt
        if (session === undefined || updatedAt === undefined) continue
        if (includeDeleted || session.deletedAt === undefined) found.push({ ...session, updatedAt })
      }
      if (members.length < limit) break
      behind = members.at(-1)
    }
    return found.slice(0, limit)
  }

  async changedSince(commands: RedisCommander, mark = 0): Promise<Changes> {
    const { changes } = this.#names
    const [, latest] = await commands.zrevrange(changes, 0, 0, 'WITHSCORES')
    const ids = await commands.zrangebyscore(changes, `(${mark}`, latest ?? 0)
    return { ids, mark: Number(latest ?? 0) }
  }

  count(commands: RedisCommander): Promise<number> {
    return commands.zcard(this.#names.byActivity)
  }

  #members(
    commands: RedisCommander,
    { userId, order, limit }: SessionQuery,
    behind: string | undefined,
  ): Promise<string[]> {
    const key = userId === undefined ? this.#names.byActivity : this.#names.byUser
    const first = userId === undefined ? '-' : `[${userId}\u0000`
    const last = userId === undefined ? '+' : `(${userId}\u0001`
    return order === 'asc'
      ? commands.zrangebylex(key, behind === undefined ? first : `(${behind}`, last, 'LIMIT', 0, limit)
      : commands.zrevrangebylex(key, behind === undefined ? last : `(${behind}`, first, 'LIMIT', 0, limit)
  }
}

function placeOf(member: string) {
  const space = member.indexOf(' ')
  return { updatedAt: member.slice(0, space), id: member.slice(space + 1) }
}
