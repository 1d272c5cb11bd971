export interface SeenIds {
  /** True for the first time that an id comes by, false for as long as it is remembered. */
  firstTime(id: string): boolean
  /** It was not dealt with after all: the next time counts as the first. */
  forget(id: string): void
}

/**
 * Delivery is at least once: a consumer drops what it has seen. The newest `limit` ids are remembered, so memory is bounded
 * and a duplicate that comes very late gets through.
 */
export function createSeenIds({ limit = 10_000 } = {}): SeenIds {
  const seen = new Set<string>()
  return {
    firstTime(id) {
      if (seen.has(id)) return false
      // A Set keeps the order of insertion: its first is the oldest.
      const [oldest] = seen.size >= limit ? seen : []
      if (oldest !== undefined) seen.delete(oldest)
      seen.add(id)
      return true
    },
    forget: (id) => void seen.delete(id),
  }
}
