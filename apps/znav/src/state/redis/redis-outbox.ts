import { type Clock, FilterError, isRedacted, type Redacted } from '@engawa/core'
import type { EventEnvelope, Outbox, OutboxStatus, PendingEvent } from '@engawa/events'
import type { RedisConnection } from './connect.js'
import { droppedField, keys } from './keys.js'
import { outboxBounds } from './outbox-bounds.js'
import { dropScript, enqueueScript, pendingScript } from './scripts.js'

/**
 * What the scripts need to add events.
 *
 * @throws FilterError for an event that did not pass the secret filter
 */
export function enqueueRequest(events: readonly Redacted<EventEnvelope>[], now: number) {
  return {
    events: events.map((event) => ({ id: vouchedFor(event).id, json: JSON.stringify(event.value) })),
    event_limit: outboxBounds.maxCount,
    event_cutoff: cutoff(now),
  }
}

const cutoff = (now: number) => new Date(now - outboxBounds.maxAgeMs).toISOString()

function vouchedFor(event: Redacted<EventEnvelope>): EventEnvelope {
  if (isRedacted(event)) return event.value
  throw new FilterError('An event has not passed the secret filter.', { code: 'filter/not-redacted' })
}

/** Events in Redis, beside the entries that they announce. */
export class RedisOutbox implements Outbox {
  readonly #redis: RedisConnection
  readonly #clock: Clock

  constructor(redis: RedisConnection, clock: Clock) {
    this.#redis = redis
    this.#clock = clock
  }

  async add(events: readonly Redacted<EventEnvelope>[]): Promise<void> {
    if (events.length === 0) return
    const request = JSON.stringify(enqueueRequest(events, this.#clock.now()))
    await this.#redis.run((client) => client.eval(enqueueScript, 0, request))
  }

  pending(limit: number): Promise<readonly PendingEvent[]> {
    return this.#redis.run(async (client) => {
      const bounds = [outboxBounds.maxCount, cutoff(this.#clock.now())] as const
      const { decodeEvent } = await import('@engawa/events')
      for (;;) {
        const answer = (await client.eval(pendingScript, 0, limit, ...bounds)) as readonly string[]
        const pending: PendingEvent[] = []
        const unreadable: string[] = []
        for (let at = 0; at + 2 < answer.length; at += 3) {
          const [id = '', json = '', attempts] = answer.slice(at, at + 3)
          const event = readEvent(json, decodeEvent)
          // Confirmed is what an event calls itself: under another id it would wait, and be sent, for ever.
          if (event?.id === id) pending.push({ event, attempts: Number(attempts) })
          else unreadable.push(id)
        }
        if (unreadable.length === 0) return pending
        // One damaged event must not hold up all that wait behind it.
        await client.eval(dropScript, 0, ...unreadable)
        if (pending.length > 0) return pending
      }
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

  async giveUp(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#redis.run((client) => client.eval(dropScript, 0, ...ids))
  }

  status(): Promise<OutboxStatus> {
    return this.#redis.run(async (client) => {
      const [pending, oldestId, dropped] = await Promise.all([
        client.llen(keys.outbox),
        client.lindex(keys.outbox, 0),
        client.hget(keys.config, droppedField),
      ])
      const json = oldestId === null ? null : await client.hget(keys.outboxEvents, oldestId)
      const { decodeEvent } = await import('@engawa/events')
      const oldest = json === null ? undefined : readEvent(json, decodeEvent)?.timestamp
      return { pending, dropped: Number(dropped ?? 0), ...(oldest === undefined ? {} : { oldest }) }
    })
  }
}

function readEvent(json: string, decode: (json: string) => EventEnvelope): EventEnvelope | undefined {
  try {
    return decode(json)
  } catch {
    return undefined
  }
}
