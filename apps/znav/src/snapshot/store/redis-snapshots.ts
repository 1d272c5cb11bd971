import type { Clock, Redacted } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import { connectRedis, type RedisConnection } from '../../state/redis/connect.js'
import { keys } from '../../state/redis/keys.js'
import { addScript, removeScript } from './redis-scripts.js'
import { snapshotKeys } from './snapshot-keys.js'
import type { SnapshotMeta, SnapshotRecord } from './snapshot-record.js'
import type { SnapshotListing, SnapshotStore, StoreOutcome } from './snapshot-store.js'

export interface RedisSnapshotsOptions {
  readonly url: string
  readonly clock: Clock
}

/** Snapshots under the documented keys, where other tools read them. */
export async function openRedisSnapshots(options: RedisSnapshotsOptions): Promise<SnapshotStore> {
  return new RedisSnapshots(await connectRedis(options.url), options.clock)
}

class RedisSnapshots implements SnapshotStore {
  readonly #redis: RedisConnection
  readonly #clock: Clock

  constructor(redis: RedisConnection, clock: Clock) {
    this.#redis = redis
    this.#clock = clock
  }

  async add(record: SnapshotRecord, events: readonly Redacted<EventEnvelope>[]) {
    const now = this.#clock.now()
    const outbox = events.length === 0 ? undefined : await announcing(events, now)
    const ask = { session: record.meta.session, now, record: wireOf(record), ...outbox?.request }
    return this.#change(addScript(outbox?.functions), ask, [record.data])
  }

  read(session: string, name: string) {
    return this.#redis.run(async (client) => {
      const [fields, data] = await Promise.all([
        client.hgetall(snapshotKeys.meta(session, name)),
        client.getBuffer(snapshotKeys.data(session, name)),
      ])
      const meta = metaOf(session, name, fields)
      return meta === undefined || data === null ? undefined : { meta, data }
    })
  }

  async chain(session: string, name: string) {
    const chain: SnapshotRecord[] = []
    for (let at: string | undefined = name; at !== undefined; at = chain.at(-1)?.meta.parent) {
      const record = await this.read(session, at)
      // Without what it builds on, resolving says what is wrong. A ring would be somebody else's writing.
      if (record === undefined || chain.some(({ meta }) => meta.name === at)) break
      chain.push(record)
    }
    return chain
  }

  async latest(session: string) {
    const name = await this.#redis.run((client) => client.get(snapshotKeys.latest(session)))
    const there = name !== null && (await this.#redis.run((client) => client.exists(snapshotKeys.data(session, name))))
    return name !== null && there === 1 ? name : undefined
  }

  async list(session?: string) {
    const sessions = session === undefined ? await this.#sessions() : [session]
    const lists = await Promise.all(sessions.map((one) => this.#listOf(one)))
    return lists.flat().sort((a, b) => b.createdAt - a.createdAt)
  }

  remove(session: string, name: string, children: readonly SnapshotRecord[]) {
    const ask = { session, name, children: children.map(wireOf) }
    return this.#change(
      removeScript,
      ask,
      children.map(({ data }) => data),
    )
  }

  async announce(events: readonly Redacted<EventEnvelope>[]) {
    if (events.length === 0) return
    const { createRedisOutbox } = await import('@engawa/events')
    const outbox = createRedisOutbox(
      { eval: (script, count, ...args) => this.#redis.run((client) => client.eval(script, count, ...args)) },
      { prefix: keys.outbox, clock: this.#clock },
    )
    await outbox.add(events)
  }

  async close() {
    this.#redis.close()
  }

  async #listOf(session: string): Promise<SnapshotListing[]> {
    const latest = await this.latest(session)
    return this.#redis.run(async (client) => {
      const names = await client.zrevrange(snapshotKeys.index(session), 0, -1)
      const found = await Promise.all(
        names.map(async (name) => {
          const [fields, sizeBytes] = await Promise.all([
            client.hgetall(snapshotKeys.meta(session, name)),
            client.strlen(snapshotKeys.data(session, name)),
          ])
          const meta = metaOf(session, name, fields)
          return meta === undefined || sizeBytes === 0 ? undefined : { ...meta, sizeBytes, latest: name === latest }
        }),
      )
      return found.filter((listing) => listing !== undefined)
    })
  }

  async #sessions(): Promise<string[]> {
    return this.#redis.run(async (client) => {
      const found = new Set<string>()
      for (let cursor = '0'; ; ) {
        const [next, matching] = await client.scan(cursor, 'MATCH', snapshotKeys.index('*'), 'COUNT', 1000)
        for (const key of matching) found.add(key.slice('perth:snapshots:'.length, -':index'.length))
        if (next === '0') return [...found].sort()
        cursor = next
      }
    })
  }

  async #change(script: string, ask: object, data: readonly Buffer[]): Promise<StoreOutcome> {
    const answer = await this.#redis.run((client) => client.eval(script, 0, JSON.stringify(ask), ...data))
    return answer === 'exists' || answer === 'moved' ? answer : 'done'
  }
}

type Fields = Readonly<Record<string, string>>

function wireOf({ meta, data }: SnapshotRecord) {
  const fields: Fields = {
    created_at: new Date(meta.createdAt).toISOString(),
    session: meta.session,
    is_incremental: String(meta.parent !== undefined),
    parent: meta.parent ?? '',
    tab_count: String(meta.tabCount),
    pane_count: String(meta.paneCount),
    size_bytes: String(data.length),
    depth: String(meta.depth),
    checksum: meta.checksum,
    expires_at: new Date(meta.expiresAt).toISOString(),
  }
  return { name: meta.name, fields, expires_at: meta.expiresAt, score: meta.createdAt / 1000 }
}

function metaOf(session: string, name: string, fields: Fields): SnapshotMeta | undefined {
  const createdAt = Date.parse(fields.created_at ?? '')
  if (Number.isNaN(createdAt) || fields.checksum === undefined) return undefined
  return {
    session,
    name,
    createdAt,
    expiresAt: Date.parse(fields.expires_at ?? '') || createdAt,
    ...(fields.parent ? { parent: fields.parent } : {}),
    depth: Number(fields.depth ?? 0),
    tabCount: Number(fields.tab_count ?? 0),
    paneCount: Number(fields.pane_count ?? 0),
    checksum: fields.checksum,
  }
}

async function announcing(events: readonly Redacted<EventEnvelope>[], now: number) {
  const { redisOutboxFunctions, redisOutboxRequest } = await import('@engawa/events')
  return { functions: redisOutboxFunctions(keys.outbox), request: redisOutboxRequest(events, now) }
}
