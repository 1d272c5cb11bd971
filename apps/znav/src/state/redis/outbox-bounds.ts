/** What is kept while no broker takes it, as in the other outboxes. Past that the oldest go, and are counted. */
export const outboxBounds = { maxCount: 10_000, maxAgeMs: 7 * 24 * 60 * 60 * 1000 } as const
