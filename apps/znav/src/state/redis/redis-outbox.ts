import type { Redacted } from '@engawa/core'
import type { EventEnvelope, Outbox, OutboxStatus, PendingEvent } from '@engawa/events'
import { outboxLimit } from '../outbox-limit.js'
import type { RedisConnection } from './connect.js'
import { droppedField, keys } from './keys.js'
import { enqueueScript } from './scripts.js'

/** Events as scripts take them. */
export function queueable(events: readonly Redacted<EventEnvelope>[]) {
  return events.map(({ value }) => ({ id: value.id, json: JSON.stringify(value) }))
}

/** Events in Redis, beside the entries that they announce. */
export class RedisOutbox implements Outbox {
  readonly #redis: RedisConnection

  constructor(redis: RedisConnection) {
    this.#redis = redis
  }

  async add(events: readonly Redacted<EventEnvelope>[]): Promise<void> {
    if (events.length === 0) return
    const request = JSON.stringify({ events: queueable(events), limit: outboxLimit })
    await this.#redis.run((client) => client.eval(enqueueScript, 0, request))
  }

  pending(limit: number): Promise<readonly PendingEvent[]> {
    return this.#redis.run(async (client) => {
      const ids = await client.lrange(keys.outbox, 0, limit - 1)
      if (ids.length === 0) return []
      const [events, attempts] = await Promise.all([
        client.hmget(keys.outboxEvents, ...ids),
        client.hmget(keys.outboxAttempts, ...ids),
      ])
      return events.flatMap((json, at) =>
        json === null ? [] : [{ event: JSON.parse(json) as EventEnvelope, attempts: Number(attempts[at] ?? 0) }],
      )
    })
  }

  async confirm(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#redis.run((client) => {
      const transaction = client.multi()
      for (const id of ids) transaction.lrem(keys.outbox, 1, id)
      return transaction
        .hdel(keys.outboxEvents, ...ids)
        .hdel(keys.outboxAttempts, ...ids)
        .exec()
    })
  }

  async markFailed(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#redis.run((client) => {
      const transaction = client.multi()
      for (const id of ids) transaction.hincrby(keys.outboxAttempts, id, 1)
      return transaction.exec()
    })
  }

  status(): Promise<OutboxStatus> {
    return this.#redis.run(async (client) => {
      const [pending, oldestId, dropped] = await Promise.all([
        client.llen(keys.outbox),
        client.lindex(keys.outbox, 0),
        client.hget(keys.config, droppedField),
      ])
      const json = oldestId === null ? null : await client.hget(keys.outboxEvents, oldestId)
      const oldest = json === null ? undefined : (JSON.parse(json) as EventEnvelope).timestamp
      return { pending, dropped: Number(dropped ?? 0), ...(oldest === undefined ? {} : { oldest }) }
    })
  }
}
