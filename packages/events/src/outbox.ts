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

/**
 * Where events wait until the broker has confirmed them. Implemented by the app's own store, because an event must be
 * written in the same transaction as the fact that it announces.
 */
export interface Outbox {
  add(events: readonly Redacted<EventEnvelope>[]): Promise<void>
  /** Oldest first. Does not remove. */
  pending(limit: number): Promise<readonly PendingEvent[]>
  /** The broker has them: forget them. */
  confirm(ids: readonly string[]): Promise<void>
  /** Delivery failed; they stay. */
  markFailed(ids: readonly string[]): Promise<void>
  /** The broker will never take them: forget them, and count them as dropped. */
  giveUp(ids: readonly string[]): Promise<void>
  status(): Promise<OutboxStatus>
}

export interface DeliveryResult {
  readonly id: string
  readonly confirmed: boolean
  /** The other side has it but had nobody to hand it to. It counts as confirmed: nobody has asked for it. */
  readonly unrouted?: true
}

/** Carries events away. Resolves for each event only when the other side has taken responsibility for it. */
export interface EventTransport {
  publish(events: readonly EventEnvelope[]): Promise<readonly DeliveryResult[]>
  close(): Promise<void>
}
