import { type Clock, systemClock, timestamp } from '@engawa/core'
import type { EventEnvelope } from '../envelope.js'
import type { DroppedEvents, DropReason, Outbox, PendingEvent } from '../outbox.js'
import { vouchedFor } from '../vouched-for.js'
import { isClaimed } from './claims.js'
import { defaultBounds, type OutboxBounds } from './outbox-bounds.js'

interface Waiting {
  readonly event: EventEnvelope
  readonly addedAt: number
  attempts: number
  claimedUntil: number
}

/** Holds events in memory: for programs whose facts live in memory too, and for tests. */
export function createMemoryOutbox(options: OutboxBounds & { readonly clock?: Clock } = {}): Outbox {
  const { maxCount, maxAgeMs, clock } = { ...defaultBounds, clock: systemClock, ...options }
  // A Map keeps the order of insertion, which is the order of delivery.
  const waiting = new Map<string, Waiting>()
  const drops = new Map<string, DroppedEvents>()

  function drop({ event }: Waiting, reason: DropReason): void {
    const key = dropKey(reason, event.event_type)
    const before = drops.get(key)
    const now = timestamp(clock)
    drops.set(key, {
      reason,
      event_type: event.event_type,
      count: (before?.count ?? 0) + 1,
      announced: before?.announced ?? 0,
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

  const entriesOf = (ids: readonly string[]) => ids.flatMap((id) => waiting.get(id) ?? [])

  return {
    async add(events) {
      for (const event of events.map(vouchedFor)) {
        if (waiting.has(event.id)) continue
        waiting.set(event.id, { event, addedAt: clock.now(), attempts: 0, claimedUntil: 0 })
      }
      trim()
    },
    async pending(limit) {
      trim()
      return [...waiting.values()].slice(0, limit).map(asPending)
    },
    async claim(limit, leaseMs) {
      trim()
      const now = clock.now()
      const free = [...waiting.values()].filter(({ claimedUntil }) => !isClaimed(claimedUntil, now, leaseMs))
      const taken = free.slice(0, limit)
      for (const entry of taken) entry.claimedUntil = now + leaseMs
      return taken.map(asPending)
    },
    async confirm(ids) {
      for (const id of ids) waiting.delete(id)
    },
    async markFailed(ids) {
      for (const entry of entriesOf(ids)) {
        entry.attempts += 1
        entry.claimedUntil = 0
      }
    },
    async release(ids) {
      for (const entry of entriesOf(ids)) entry.claimedUntil = 0
    },
    async giveUp(ids) {
      // Looked up one by one: the same id twice is one event.
      for (const id of ids) for (const entry of entriesOf([id])) drop(entry, 'refused')
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
    async markAnnounced(records) {
      for (const { reason, event_type, count } of records) {
        const key = dropKey(reason, event_type)
        const known = drops.get(key)
        if (known) drops.set(key, { ...known, announced: Math.max(known.announced, count) })
      }
    },
  }
}

const dropKey = (reason: DropReason, eventType: string) => `${reason} ${eventType}`

const asPending = ({ event, attempts }: Waiting): PendingEvent => ({ event, attempts })
