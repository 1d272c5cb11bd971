export interface BackoffOptions {
  /** Upper end of the first wait, in milliseconds. 500 unless told. */
  readonly firstMs?: number
  /** No wait is longer. 60 seconds unless told. */
  readonly maxMs?: number
  /** From 0 up to 1. */
  readonly random?: () => number
}

/**
 * How long to wait after the nth failure in a row (from 1): doubling, and spread over the upper half, so that many relays do
 * not come back in the same moment.
 */
export function backoffMs(failures: number, options: BackoffOptions = {}): number {
  const { firstMs = 500, maxMs = 60_000, random = Math.random } = options
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30))
  return ceiling / 2 + (ceiling / 2) * random()
}
