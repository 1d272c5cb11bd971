import type { Outbox } from '../outbox.js'

export type DropReason = 'full' | 'too-old' | 'unreadable' | 'refused'

/** What was given up on, summed up: the record that is left of events that were never delivered. */
export interface DroppedEvents {
  readonly reason: DropReason
  readonly event_type: string
  readonly count: number
  readonly first_at: string
  readonly last_at: string
}

/** An outbox that doesn't grow without end while the broker is away. */
export interface BoundedOutbox extends Outbox {
  dropped(): Promise<readonly DroppedEvents[]>
}

export interface OutboxBounds {
  /** Most events that wait. The oldest give way. 10,000 unless told. */
  readonly maxCount?: number
  /** Longest wait in milliseconds. 7 days unless told. */
  readonly maxAgeMs?: number
}

export const defaultBounds: Required<OutboxBounds> = { maxCount: 10_000, maxAgeMs: 7 * 24 * 60 * 60 * 1000 }
