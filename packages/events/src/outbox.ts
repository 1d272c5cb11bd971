import type { Redacted } from '@engawa/core'
import type { EventEnvelope } from './envelope.js'

export interface PendingEvent {
  readonly event: EventEnvelope
  readonly attempts: number
}

export interface OutboxStatus {
  readonly pending: number
  readonly oldest?: string
  /** Given up on: the outbox was full, they were too old, could not be read, or were always refused. */
  readonly dropped: number
}

export type DropReason = 'full' | 'too-old' | 'unreadable' | 'refused'

/** What was given up on, summed up: the record that is left of events that were never delivered. */
export interface DroppedEvents {
  readonly reason: DropReason
  readonly event_type: string
  readonly count: number
  /** How many of these have been told of by an `engawa.events.dropped`. */
  readonly announced: number
  readonly first_at: string
  readonly last_at: string
}

/**
 * Where events wait until the broker has confirmed them. Implemented by the app's own store, because an event must be
 * written in the same transaction as the fact that it announces.
 */
export interface Outbox {
  add(events: readonly Redacted<EventEnvelope>[]): Promise<void>
  /** Oldest first, claimed or not. A look: nothing changes hands. */
  pending(limit: number): Promise<readonly PendingEvent[]>
  /**
   * Take the oldest that nobody has claimed, to deliver them. They are claimed for `leaseMs`, so that two relays do not
   * send the same; those of a relay that was killed come back when that time is over.
   */
  claim(limit: number, leaseMs: number): Promise<readonly PendingEvent[]>
  /** The broker has them: forget them. */
  confirm(ids: readonly string[]): Promise<void>
  /** Delivery failed: count that, and end the claim. */
  markFailed(ids: readonly string[]): Promise<void>
  /** End the claim. */
  release(ids: readonly string[]): Promise<void>
  /** The broker will never take them: forget them, and count them as dropped. */
  giveUp(ids: readonly string[]): Promise<void>
  status(): Promise<OutboxStatus>
  /** By reason and type. */
  dropped(): Promise<readonly DroppedEvents[]>
  /** Consumers have been told of these, as far as their `count` goes. */
  markAnnounced(records: readonly DroppedEvents[]): Promise<void>
}

export interface DeliveryResult {
  readonly id: string
  readonly confirmed: boolean
  /** The other side has it but had nobody to hand it to. It counts as confirmed: nobody has asked for it. */
  readonly unrouted?: true
  /** The other side is there and said no: a queue is full. The event may be taken later. */
  readonly refused?: true
}

/** Carries events away. Resolves for each event only when the other side has taken responsibility for it. */
export interface EventTransport {
  publish(events: readonly EventEnvelope[]): Promise<readonly DeliveryResult[]>
  close(): Promise<void>
}
