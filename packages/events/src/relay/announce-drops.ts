import { createHash } from 'node:crypto'
import { type Clock, timestamp } from '@engawa/core'
import { createEvent } from '../create-event.js'
import type { EventEnvelope } from '../envelope.js'
import type { DroppedEvents, EventTransport, Outbox } from '../outbox.js'
import type { RelayReport } from './relay-report.js'

export interface AnnouncePorts {
  readonly outbox: Outbox
  readonly transport: EventTransport
  readonly source: string
  readonly clock: Clock
  readonly onReport: (report: RelayReport) => void
}

/**
 * Tell consumers of events that they will never get: an `engawa.events.dropped` for each reason and type.
 *
 * It goes to the broker at once and not by way of the outbox, which is what has run over. Until it is confirmed it is
 * told again, under the same id. It holds counts, times and the name of a type; nothing that anybody wrote.
 */
export async function announceDrops({ outbox, transport, source, clock, onReport }: AnnouncePorts): Promise<void> {
  const untold = (await outbox.dropped()).filter(({ count, announced }) => count > announced)
  if (untold.length === 0) return
  try {
    const events = await Promise.all(untold.map((record) => dropEvent(record, source, clock)))
    const answers = await transport.publish(events)
    const told = new Set(answers.flatMap(({ id, confirmed }) => (confirmed ? [id] : [])))
    await outbox.markAnnounced(untold.filter((_, index) => told.has(events[index]?.id ?? '')))
  } catch (error) {
    // The events themselves are delivered; this is told with the next drain.
    onReport({ kind: 'failed', at: timestamp(clock), error })
  }
}

function dropEvent(record: DroppedEvents, source: string, clock: Clock): Promise<EventEnvelope> {
  const { reason, event_type, count, announced, first_at, last_at } = record
  const payload = { reason, event_type, count: count - announced, total: count, first_at, last_at }
  return createEvent('engawa.events.dropped', payload, { source, clock, createId: () => idOf(record) })
}

/** The same record gives the same id, so that one told twice is a duplicate and not another loss. */
function idOf({ reason, event_type, count, first_at, last_at }: DroppedEvents): string {
  const text = [reason, event_type, count, first_at, last_at].join(' ')
  return `dropped-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
}
