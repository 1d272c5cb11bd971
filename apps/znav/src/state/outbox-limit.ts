/** Events kept while no broker takes them. Past it the oldest go, and are counted. */
export const outboxLimit = 10_000
