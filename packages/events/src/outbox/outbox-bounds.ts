/** An outbox doesn't grow without end while the broker is away. Past its bounds the oldest go, with a record of it. */
export interface OutboxBounds {
  /** Most events that wait. The oldest give way. 10,000 unless told. */
  readonly maxCount?: number
  /** Longest wait in milliseconds. 7 days unless told. */
  readonly maxAgeMs?: number
}

export const defaultBounds: Required<OutboxBounds> = { maxCount: 10_000, maxAgeMs: 7 * 24 * 60 * 60 * 1000 }
