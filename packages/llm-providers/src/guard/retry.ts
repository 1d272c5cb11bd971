import { setTimeout as sleep } from 'node:timers/promises'
import { isEngawaError } from '@engawa/core'

export interface RetryPolicy {
  /** Tries, the first included. */
  readonly maxAttempts: number
  /** First pause; it doubles with every try. */
  readonly delayMs: number
  /** A local server that refuses connections isn't running: one more try is enough. */
  readonly local: boolean
  /** 0 to 1. */
  readonly random: () => number
}

/** A server that asks for a longer pause than this is told of at once, instead of waited for. */
const longestWaitMs = 30_000

const retryable: ReadonlySet<string> = new Set(['llm/rate-limited', 'llm/server', 'llm/unreachable', 'llm/cut-off'])

/** How long to pause before the next try, in milliseconds; undefined when there is to be none. */
export function delayBeforeRetry(error: unknown, attempt: number, policy: RetryPolicy): number | undefined {
  if (!isEngawaError(error) || !error.recoverable || !retryable.has(error.code)) return undefined
  const most = policy.local && error.code === 'llm/unreachable' ? Math.min(2, policy.maxAttempts) : policy.maxAttempts
  if (attempt >= most) return undefined
  const asked = error.details?.retryAfterMs
  if (typeof asked === 'number') return asked <= longestWaitMs ? asked : undefined
  const full = Math.min(policy.delayMs * 2 ** (attempt - 1), longestWaitMs)
  return full * (0.5 + policy.random() / 2)
}

/** Wait, unless the caller stops it. Stopping is not an error here: the next try finds the signal aborted. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined)
}
