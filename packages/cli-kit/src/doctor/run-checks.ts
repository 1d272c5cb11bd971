import { type Clock, isEngawaError, systemClock } from '@engawa/core'

export type CheckStatus = 'ok' | 'warn' | 'fail'

export interface Finding {
  readonly status: CheckStatus
  /** What was found: `version 7.2 at localhost:6379`. */
  readonly detail: string
  /** What to do about it; expected unless all is well. */
  readonly remedy?: string
}

/** One thing that a tool touches, and how to see whether it works. */
export interface Check {
  /** `redis` */
  readonly name: string
  readonly run: (signal: AbortSignal) => Promise<Finding>
  /** Give up after this many milliseconds. 5,000 unless told. */
  readonly timeoutMs?: number
}

export interface CheckResult extends Finding {
  readonly name: string
  readonly durationMs: number
}

/** Run all checks at once. One that throws or hangs is a failed check and stops none of the others. */
export async function runChecks(
  checks: readonly Check[],
  { signal, clock = systemClock }: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
): Promise<readonly CheckResult[]> {
  return Promise.all(
    checks.map(async (check) => {
      const start = clock.monotonic()
      const finding = await guarded(check, signal)
      return { name: check.name, ...finding, durationMs: Math.round(clock.monotonic() - start) }
    }),
  )
}

async function guarded({ run, timeoutMs = 5_000 }: Check, outer: AbortSignal | undefined): Promise<Finding> {
  const limit = new AbortController()
  const signal = outer === undefined ? limit.signal : AbortSignal.any([outer, limit.signal])
  const timer = setTimeout(() => limit.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    return await Promise.race([run(signal), rejectedBy(signal)])
  } catch (error) {
    return {
      status: 'fail',
      detail: error instanceof Error ? error.message : String(error),
      ...(isEngawaError(error) && error.hint !== undefined ? { remedy: error.hint } : {}),
    }
  } finally {
    clearTimeout(timer)
  }
}

const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
