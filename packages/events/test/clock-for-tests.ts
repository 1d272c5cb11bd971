import type { Clock } from '@engawa/core'

/** A clock that stands still until it is moved. */
export function createTestClock(start = Date.parse('2026-01-05T10:30:00.000Z')): Clock & { move(ms: number): void } {
  let now = start
  return {
    now: () => now,
    monotonic: () => now - start,
    move: (ms) => {
      now += ms
    },
  }
}
