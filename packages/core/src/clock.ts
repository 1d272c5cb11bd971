/** Time as a dependency, so that tests can set it and code never reads it behind one's back. */
export interface Clock {
  /** Wall time in milliseconds since the Unix epoch. May jump. */
  now(): number
  /** Milliseconds from an arbitrary start; never goes back. For durations and timeouts. */
  monotonic(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

/** ISO 8601 in UTC with milliseconds, the one form of time in files, on wires and in events. */
export type Timestamp = string

export const timestamp = (clock: Clock): Timestamp => new Date(clock.now()).toISOString()
