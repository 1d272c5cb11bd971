import type { Clock } from '@engawa/core'
import type { Outbox } from '@engawa/events'
import { entryFromWire, entryToWire, rewritten } from '../../domain/entry-wire.js'
import type { IntentEntry } from '../../domain/intent.js'
import type { PaneRecord } from '../../domain/pane.js'
import { paneFromFields, paneToFields } from '../../domain/pane-wire.js'
import type { HistoryQuery, IntentState, LogRequest, Retention } from '../intent-state.js'
import { LazyOutbox } from '../lazy-outbox.js'
import { oldestKept, selectEntries } from '../retention.js'
import type { StoredPane } from '../stored-pane.js'
import { connectRedis, type RedisConnection } from './connect.js'
import { keys } from './keys.js'
import { forgetScript, logScript, placeScript, renameScript } from './scripts.js'
import { attempts, mergePane, readPane, tooBusy } from './stored-panes.js'

export interface RedisStateOptions {
  readonly url: string
  readonly retention: Retention
  readonly clock: Clock
}

/** The shared state: the documented keys in a Redis, where other tools read them. */
export async function openRedisState(options: RedisStateOptions): Promise<IntentState> {
  return new RedisState(await connectRedis(options.url), options)
}

class RedisState implements IntentState {
  readonly description: string
  readonly outbox: Outbox
  readonly #redis: RedisConnection
  readonly #retention: Retention
  readonly #clock: Clock

  constructor(redis: RedisConnection, { retention, clock }: RedisStateOptions) {
    this.#redis = redis
    this.#retention = retention
    this.#clock = clock
    this.description = `Redis at ${redis.address}`
    this.outbox = new LazyOutbox(async () => {
      const { createRedisOutbox } = await import('@engawa/events')
      return createRedisOutbox(
        { eval: (script, count, ...args) => redis.run((client) => client.eval(script, count, ...args)) },
        { prefix: keys.outbox, clock },
      )
    })
  }

  async log({ entry, newPane, artifacts, events }: LogRequest) {
    const outbox = events.length > 0 ? await announcing(events, this.#clock.now()) : undefined
    const request = JSON.stringify({
      name: entry.paneName,
      fields: paneToFields(newPane),
      summary: entry.summary,
      timestamp: entry.timestamp,
      entry: JSON.stringify(entryToWire(entry)),
      depth: this.#retention.depth,
      cutoff: new Date(this.#oldestKept()).toISOString(),
      artifacts,
      ...outbox?.request,
    })
    const script = logScript(outbox?.functions)
    const answer = await this.#redis.run((client) => client.eval(script, 0, request))
    return { registered: answer === 1 }
  }

  history(paneName: string, query: HistoryQuery = {}) {
    return this.#redis.run(async (client) => {
      const end = this.#retention.depth - 1
      const [current, legacy] = await Promise.all([
        client.lrange(keys.history(paneName), 0, end),
        client.lrange(keys.history(paneName, 'znav'), 0, end),
      ])
      const stored = (current.length > 0 ? current : legacy).map((entry) => entryFromWire(entry, paneName))
      return selectEntries(stored, query, this.#oldestKept())
    })
  }

  artifacts(paneName: string) {
    return this.#redis.run(async (client) => {
      const [current, legacy] = await Promise.all([
        client.hgetall(keys.artifacts(paneName)),
        client.hgetall(keys.artifacts(paneName, 'znav')),
      ])
      const found = Object.entries(Object.keys(current).length > 0 ? current : legacy)
      return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
    })
  }

  async pane(name: string) {
    const [pane] = await this.#panes([name])
    return pane
  }

  async panes() {
    return this.#panes(await this.paneNames())
  }

  async paneNames() {
    const names = await this.#redis.run((client) =>
      Promise.all([client.smembers(keys.panes()), client.smembers(keys.panes('znav'))]),
    )
    return [...new Set(names.flat())].sort()
  }

  async place(panes: readonly PaneRecord[]) {
    if (panes.length === 0) return
    const request = JSON.stringify(panes.map((pane) => ({ name: pane.name, fields: paneToFields(pane) })))
    await this.#redis.run((client) => client.eval(placeScript, 0, request))
  }

  async rename(from: string, to: string, rewrite: (entry: IntentEntry) => IntentEntry) {
    // An entry logged between reading and renaming would be lost: the script then refuses, and all is read again.
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const answer = await this.#redis.run(async (client) => {
        const [current, legacy] = await Promise.all([
          client.lrange(keys.history(from), 0, -1),
          client.lrange(keys.history(from, 'znav'), 0, -1),
        ])
        const before = current.length > 0 ? current : legacy
        const after = before.map((entry) => rewritten(entry, from, rewrite))
        return client.eval(renameScript, 0, JSON.stringify({ from, to, before, after }))
      })
      if (answer !== -1) return answer === 1
    }
    throw tooBusy(from)
  }

  async forget(name: string) {
    return (await this.#redis.run((client) => client.eval(forgetScript, 0, name))) === 1
  }

  stored(name: string) {
    return this.#redis.run(
      async (client) => (await readPane(client, name, 'perth')) ?? (await readPane(client, name, 'znav')),
    )
  }

  merge(pane: StoredPane, { dryRun = false } = {}) {
    const kept = { depth: this.#retention.depth, notBefore: new Date(this.#oldestKept()).toISOString() }
    return this.#redis.run((client) => mergePane(client, pane, kept, { dryRun }))
  }

  async check() {
    await this.#redis.run((client) => client.ping())
    return this.description
  }

  async close() {
    this.#redis.close()
  }

  #panes(names: readonly string[]): Promise<readonly PaneRecord[]> {
    return this.#redis.run(async (client) => {
      // Sent together: ioredis writes all commands of one turn of the event loop in one go.
      const hashes = await Promise.all(
        names.map((name) => Promise.all([client.hgetall(keys.pane(name)), client.hgetall(keys.pane(name, 'znav'))])),
      )
      return names
        .map((name, at) => {
          const [current, legacy] = hashes[at] ?? [{}, {}]
          return paneFromFields(name, current) ?? paneFromFields(name, legacy)
        })
        .filter((pane) => pane !== undefined)
    })
  }

  #oldestKept(): number {
    return oldestKept(this.#retention, this.#clock.now())
  }
}

/** What the script needs to store events beside the entry. Loaded only by those who announce something. */
async function announcing(events: LogRequest['events'], now: number) {
  const { redisOutboxFunctions, redisOutboxRequest } = await import('@engawa/events')
  return { functions: redisOutboxFunctions(keys.outbox), request: redisOutboxRequest(events, now) }
}
