import { type Clock, EventError, timestamp } from '@engawa/core'
import type { EventTransport, Outbox, PendingEvent } from '../outbox.js'
import { announceDrops } from './announce-drops.js'
import { countedFailures, deliveryGroups } from './refused-events.js'
import type { DrainResult, RelayReport } from './relay-report.js'

export interface DrainPorts {
  readonly outbox: Outbox
  readonly transport: EventTransport
  readonly onReport: (report: RelayReport) => void
  readonly clock: Clock
  readonly random: () => number
  readonly batchSize: number
  readonly leaseMs: number
  readonly source: string
}

interface Delivery {
  readonly confirmed: number
  /** Refused for now: the broker is there, and others may pass. */
  readonly refused: number
  /** The broker is not there, or gave no answer: going on makes no sense. */
  readonly error?: unknown
}

/** One pass over the outbox. What it has claimed and not delivered is free again at its end, however it ends. */
export async function drainOnce(ports: DrainPorts, signal?: AbortSignal): Promise<DrainResult> {
  const { outbox, onReport, clock } = ports
  const claimed = new Set<string>()
  try {
    const { delivered, error } = await deliverAll(ports, claimed, signal)
    await outbox.release([...claimed])
    const { pending, dropped } = await outbox.status()
    if (error !== undefined) onReport({ kind: 'failed', at: timestamp(clock), error, pending })
    // Told when the broker is there to hear it.
    else if (dropped > 0 && !signal?.aborted) await announceDrops(ports)
    return { delivered, pending, ...(error === undefined ? {} : { error }) }
  } catch (error) {
    await outbox.release([...claimed]).catch(() => undefined)
    throw error
  }
}

async function deliverAll(ports: DrainPorts, claimed: Set<string>, signal: AbortSignal | undefined) {
  const { outbox, random, batchSize, leaseMs } = ports
  let delivered = 0
  let refused = 0
  while (!signal?.aborted) {
    const batch = await outbox.claim(batchSize, leaseMs)
    // What was refused stays claimed, so that what waits behind it comes next. Here again, it has outlived its claim.
    const fresh = batch.filter(({ event }) => !claimed.has(event.id))
    if (fresh.length === 0) break
    for (const { event } of fresh) claimed.add(event.id)
    for (const group of deliveryGroups(fresh, random)) {
      if (signal?.aborted) break
      const outcome = await deliver(ports, group, claimed, delivered > 0)
      delivered += outcome.confirmed
      refused += outcome.refused
      if (outcome.error !== undefined) return { delivered, error: outcome.error }
    }
  }
  return { delivered, ...(refused === 0 ? {} : { error: refusedForNow(refused) }) }
}

async function deliver(
  ports: DrainPorts,
  batch: readonly PendingEvent[],
  claimed: Set<string>,
  othersTaken: boolean,
): Promise<Delivery> {
  const { outbox, transport, onReport, clock } = ports
  const answered = await transport.publish(batch.map(({ event }) => event)).catch((error: unknown) => ({ error }))
  if ('error' in answered) {
    return { confirmed: 0, refused: 0, ...(await failed(ports, batch, claimed, othersTaken, answered.error)) }
  }
  const confirmed = new Set(answered.flatMap(({ id, confirmed }) => (confirmed ? [id] : [])))
  const refused = new Set(answered.flatMap(({ id, refused }) => (refused ? [id] : [])))
  await outbox.confirm([...confirmed])
  for (const id of confirmed) claimed.delete(id)
  const unrouted = answered.filter((result) => result.unrouted).length
  if (confirmed.size > 0) onReport({ kind: 'delivered', at: timestamp(clock), count: confirmed.size, unrouted })
  const counts = { confirmed: confirmed.size, refused: refused.size }
  const unanswered = batch.filter(({ event }) => !confirmed.has(event.id) && !refused.has(event.id))
  if (unanswered.length === 0) return counts
  return { ...counts, ...(await failed(ports, unanswered, claimed, othersTaken, unconfirmed(unanswered.length))) }
}

/** @returns the error when any of them is still to be delivered */
async function failed(
  { outbox, onReport, clock }: DrainPorts,
  events: readonly PendingEvent[],
  claimed: Set<string>,
  othersTaken: boolean,
  error: unknown,
): Promise<{ readonly error?: unknown }> {
  const { counted, hopeless } = countedFailures(events, othersTaken)
  await outbox.markFailed(counted)
  for (const id of counted) claimed.delete(id)
  if (hopeless.length === 0) return { error }
  await outbox.giveUp(hopeless)
  for (const id of hopeless) claimed.delete(id)
  onReport({ kind: 'given-up', at: timestamp(clock), count: hopeless.length, error })
  return hopeless.length === events.length ? {} : { error }
}

const events = (count: number) => `${count} ${count === 1 ? 'event' : 'events'}`

function unconfirmed(count: number): EventError {
  return new EventError(`The broker has not confirmed ${events(count)}.`, {
    code: 'event/unconfirmed',
    hint: 'They stay in the outbox and are sent again.',
  })
}

function refusedForNow(count: number): EventError {
  return new EventError(`The broker has refused ${events(count)} for now.`, {
    code: 'event/refused',
    hint: 'A queue that is bound to the exchange is full, or its policy refuses. They stay in the outbox and are sent again.',
  })
}
