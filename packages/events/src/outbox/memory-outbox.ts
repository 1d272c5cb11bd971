import { type Clock, systemClock, timestamp } from '@engawa/core'
import type { EventEnvelope } from '../envelope.js'
import { vouchedFor } from '../vouched-for.js'
import {
  type BoundedOutbox,
  type DroppedEvents,
  type DropReason,
  defaultBounds,
  type OutboxBounds,
} from './outbox-bounds.js'

interface Waiting {
  readonly event: EventEnvelope
  readonly addedAt: number
  attempts: number
}

/** Holds events in memory: for programs whose facts live in memory too, and for tests. */
export function createMemoryOutbox(options: OutboxBounds & { readonly clock?: Clock } = {}): BoundedOutbox {
  const { maxCount, maxAgeMs, clock } = { ...defaultBounds, clock: systemClock, ...options }
  // A Map keeps the order of insertion, which is the order of delivery.
  const waiting = new Map<string, Waiting>()
  const drops = new Map<string, DroppedEvents>()

  function drop({ event }: Waiting, reason: DropReason): void {
    const key = `${reason} ${event.event_type}`
    const before = drops.get(key)
    const now = timestamp(clock)
    drops.set(key, {
      reason,
      event_type: event.event_type,
      count: (before?.count ?? 0) + 1,
      first_at: before?.first_at ?? now,
      last_at: now,
    })
    waiting.delete(event.id)
  }

  function trim(): void {
    const oldestAllowed = clock.now() - maxAgeMs
    for (const entry of waiting.values()) if (entry.addedAt < oldestAllowed) drop(entry, 'too-old')
    for (const entry of waiting.values()) {
      if (waiting.size <= maxCount) break
      drop(entry, 'full')
    }
  }

  return {
    async add(events) {
      for (const event of events.map(vouchedFor)) {
        if (!waiting.has(event.id)) waiting.set(event.id, { event, addedAt: clock.now(), attempts: 0 })
      }
      trim()
    },
    async pending(limit) {
      trim()
      return [...waiting.values()].slice(0, limit).map(({ event, attempts }) => ({ event, attempts }))
    },
    async confirm(ids) {
      for (const id of ids) waiting.delete(id)
    },
    async markFailed(ids) {
      for (const id of ids) {
        const entry = waiting.get(id)
        if (entry) entry.attempts += 1
      }
    },
    async giveUp(ids) {
      for (const id of ids) {
        const entry = waiting.get(id)
        if (entry) drop(entry, 'refused')
      }
    },
    async status() {
      trim()
      const [oldest] = waiting.values()
      const dropped = [...drops.values()].reduce((sum, { count }) => sum + count, 0)
      return {
        pending: waiting.size,
        dropped,
        ...(oldest ? { oldest: new Date(oldest.addedAt).toISOString() } : {}),
      }
    },
    dropped: async () => [...drops.values()],
  }
}
