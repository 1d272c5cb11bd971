import { setTimeout as sleep } from 'node:timers/promises'
import { type Clock, EventError, systemClock, timestamp } from '@engawa/core'
import type { EventTransport, Outbox, PendingEvent } from '../outbox.js'
import { type BackoffOptions, backoffMs } from './backoff.js'
import { countedFailures, deliveryGroups } from './refused-events.js'
import type { DrainResult, RelayReport } from './relay-report.js'

export interface RelayOptions {
  readonly outbox: Outbox
  readonly transport: EventTransport
  readonly onReport?: (report: RelayReport) => void
  readonly clock?: Clock
  /** Events in one call to the transport. 100 unless told. */
  readonly batchSize?: number
  /** How often an empty outbox is looked at, in milliseconds. A second unless told. */
  readonly pollMs?: number
  readonly backoff?: BackoffOptions
  /** From 0 up to 1: decides which of the events that are sent alone goes first. */
  readonly random?: () => number
}

export interface Relay {
  /**
   * Deliver until the outbox is empty or the transport fails, which is reported and not thrown.
   *
   * @throws EventError when the outbox itself can't be used
   */
  drain(): Promise<DrainResult>
  /** Deliver whatever comes, with growing pauses while the transport fails, until the signal. */
  run(options: { readonly signal: AbortSignal }): Promise<void>
}

/**
 * Takes events from the outbox to the transport, and out of the outbox only when they were confirmed.
 *
 * One event that the broker always refuses, or that breaks every call it is part of, must not hold up the others. After
 * 5 failures an event is sent alone. From then on a failure counts only when the broker took another event in the same
 * drain, so that an outage brings no event nearer to its end; after 20 the event is dropped, with a record.
 */
export function createRelay(options: RelayOptions): Relay {
  const {
    outbox,
    transport,
    onReport = () => undefined,
    clock = systemClock,
    batchSize = 100,
    pollMs = 1_000,
    random = Math.random,
  } = options
  let draining: Promise<DrainResult> | undefined

  async function drainOnce(signal?: AbortSignal): Promise<DrainResult> {
    let delivered = 0
    while (!signal?.aborted) {
      const batch = await outbox.pending(batchSize)
      if (batch.length === 0) break
      for (const group of deliveryGroups(batch, random)) {
        if (signal?.aborted) break
        const { confirmed, error } = await deliver(group, delivered > 0)
        delivered += confirmed
        if (error === undefined) continue
        const { pending } = await outbox.status()
        onReport({ kind: 'failed', at: timestamp(clock), error, pending })
        return { delivered, pending, error }
      }
    }
    return { delivered, pending: (await outbox.status()).pending }
  }

  async function deliver(
    batch: readonly PendingEvent[],
    othersTaken: boolean,
  ): Promise<{ confirmed: number; error?: unknown }> {
    try {
      const results = await transport.publish(batch.map(({ event }) => event))
      const confirmed = new Set(results.flatMap(({ id, confirmed }) => (confirmed ? [id] : [])))
      const refused = batch.filter(({ event }) => !confirmed.has(event.id))
      await outbox.confirm([...confirmed])
      const unrouted = results.filter((result) => result.unrouted).length
      if (confirmed.size > 0) onReport({ kind: 'delivered', at: timestamp(clock), count: confirmed.size, unrouted })
      if (refused.length === 0) return { confirmed: confirmed.size }
      const error = unconfirmed(refused.length)
      return { confirmed: confirmed.size, ...(await failed(refused, othersTaken, error)) }
    } catch (error) {
      return { confirmed: 0, ...(await failed(batch, othersTaken, error)) }
    }
  }

  /** @returns the error when any of them is still to be delivered */
  async function failed(events: readonly PendingEvent[], othersTaken: boolean, error: unknown) {
    const { counted, hopeless } = countedFailures(events, othersTaken)
    await outbox.markFailed(counted)
    if (hopeless.length === 0) return { error }
    await outbox.giveUp(hopeless)
    onReport({ kind: 'given-up', at: timestamp(clock), count: hopeless.length, error })
    return hopeless.length === events.length ? {} : { error }
  }

  /** One at a time: two would deliver the same events twice. */
  function drain(signal?: AbortSignal): Promise<DrainResult> {
    draining ??= drainOnce(signal).finally(() => {
      draining = undefined
    })
    return draining
  }

  async function run({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      const { delivered, error } = await drain(signal).catch((error: unknown) => {
        // The outbox itself failed: its database may be locked or its disk full, and come back.
        onReport({ kind: 'failed', at: timestamp(clock), error })
        return { delivered: 0, error }
      })
      // A broker that takes some is not away: what it refused is soon tried again.
      failures = error === undefined ? 0 : delivered > 0 ? 1 : failures + 1
      const pause = failures > 0 ? backoffMs(failures, options.backoff) : pollMs
      await sleep(pause, undefined, { signal }).catch(() => undefined)
    }
  }

  return { drain: () => drain(), run }
}

function unconfirmed(count: number): EventError {
  return new EventError(`The broker has not confirmed ${count} ${count === 1 ? 'event' : 'events'}.`, {
    code: 'event/unconfirmed',
    hint: 'They stay in the outbox and are sent again.',
  })
}
