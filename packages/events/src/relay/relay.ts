import { setTimeout as sleep } from 'node:timers/promises'
import { type Clock, systemClock, timestamp } from '@engawa/core'
import type { EventTransport, Outbox } from '../outbox.js'
import { type BackoffOptions, backoffMs } from './backoff.js'
import { drainOnce } from './drain.js'
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
  /** How long events are claimed for. What a killed relay had claimed is sent after this time. A minute unless told. */
  readonly leaseMs?: number
  /** Who announces that events were dropped: `znav`, `sena`. `engawa` unless told. */
  readonly source?: string
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
 * Several relays may work on one outbox: each claims what it sends. What the broker refuses for now, because a queue is
 * full, is never given up on and holds up nothing that goes elsewhere.
 *
 * One event that the broker always refuses, or that breaks every call it is part of, must not hold up the others. After
 * 5 failures an event is sent alone. From then on a failure counts only when the broker took another event in the same
 * drain, so that an outage brings no event nearer to its end; after 20 the event is dropped, with a record.
 */
export function createRelay(options: RelayOptions): Relay {
  const { onReport = () => undefined, clock = systemClock, pollMs = 1_000 } = options
  const ports = {
    outbox: options.outbox,
    transport: options.transport,
    onReport,
    clock,
    random: options.random ?? Math.random,
    batchSize: options.batchSize ?? 100,
    leaseMs: options.leaseMs ?? 60_000,
    source: options.source ?? 'engawa',
  }
  let draining: Promise<DrainResult> | undefined

  /** One at a time: a second call waits for the first one's result. */
  function drain(signal?: AbortSignal): Promise<DrainResult> {
    draining ??= drainOnce(ports, signal).finally(() => {
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
