import type { BreakerState } from './breaker-store.js'

/** Read a record that another process, or another version, has written. What is none is taken for "all is well". */
export function parseState(value: unknown): BreakerState | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { failures, lastFailureAt, reason, openUntil, probeUntil } = value as Record<string, unknown>
  if (!isTime(failures) || !isTime(lastFailureAt)) return undefined
  return {
    failures,
    lastFailureAt,
    reason: typeof reason === 'string' ? reason : 'llm/server',
    ...(isTime(openUntil) ? { openUntil } : {}),
    ...(isTime(probeUntil) ? { probeUntil } : {}),
  }
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
