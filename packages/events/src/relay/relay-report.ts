import type { Timestamp } from '@engawa/core'

/** What a relay did, for logs and for a person. Never an event's content. */
export type RelayReport =
  | {
      readonly kind: 'delivered'
      readonly at: Timestamp
      readonly count: number
      /** Of these, how many nobody has asked for. */
      readonly unrouted: number
    }
  | {
      /** The broker took others and never these: they were dropped. */
      readonly kind: 'given-up'
      readonly at: Timestamp
      readonly count: number
      readonly error: unknown
    }
  | {
      readonly kind: 'failed'
      readonly at: Timestamp
      readonly error: unknown
      /** Left in the outbox; absent when the outbox itself failed. */
      readonly pending?: number
    }

export interface DrainResult {
  readonly delivered: number
  /** Left in the outbox; 0 when all is delivered. */
  readonly pending: number
  /** Why it stopped before the outbox was empty. */
  readonly error?: unknown
}
