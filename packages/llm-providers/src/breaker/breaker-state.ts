import type { BreakerState } from './breaker-store.js'

export interface BreakerPolicy {
  /** Failures one after the other that open it. */
  readonly threshold: number
  /** How long it stays open, and how long a failure is remembered, in milliseconds. */
  readonly openForMs: number
  /** How long a single request may take to find out whether the provider is back, in milliseconds. */
  readonly probeForMs: number
}

export const usualPolicy: BreakerPolicy = { threshold: 3, openForMs: 300_000, probeForMs: 60_000 }

/** What a request meets: it may go, it may go and find out for the others, or it is refused until a time. */
export type Admission =
  | { readonly kind: 'closed' }
  | { readonly kind: 'probe' }
  | { readonly kind: 'open'; readonly until: number; readonly reason: string }

export function admissionTo(state: BreakerState | undefined, now: number, policy: BreakerPolicy): Admission {
  if (state?.openUntil === undefined) return { kind: 'closed' }
  const open = (until: number): Admission => ({ kind: 'open', until, reason: state.reason })
  if (isAhead(state.openUntil, now, policy.openForMs)) return open(state.openUntil)
  if (isAhead(state.probeUntil, now, policy.probeForMs)) return open(state.probeUntil ?? now)
  return { kind: 'probe' }
}

/** One more failure. Old ones don't count: three in a row mean three within the time that it would stay open. */
export function afterFailure(
  state: BreakerState | undefined,
  reason: string,
  now: number,
  policy: BreakerPolicy,
): BreakerState {
  const remembered = state !== undefined && Math.abs(now - state.lastFailureAt) <= policy.openForMs
  const failures = (remembered ? state.failures : 0) + 1
  const wasOpen = state?.openUntil !== undefined
  // A probe that failed opens it again at once.
  const opens = failures >= policy.threshold || wasOpen
  return { failures, lastFailureAt: now, reason, ...(opens ? { openUntil: now + policy.openForMs } : {}) }
}

export const withProbe = (state: BreakerState, now: number, policy: BreakerPolicy): BreakerState => ({
  ...state,
  probeUntil: now + policy.probeForMs,
})

/** A probe that was broken off found nothing out: the next request may try. */
export function withoutProbe(state: BreakerState | undefined): BreakerState | undefined {
  if (state === undefined) return undefined
  const { probeUntil: _, ...rest } = state
  return rest
}

/** A time further ahead than it can have been set was set by a clock that has since jumped back: it holds no more. */
const isAhead = (until: number | undefined, now: number, span: number): boolean =>
  until !== undefined && now < until && until - now <= span
