import type { JsonObject } from './json.js'

/** Present at run time on what the secret filter has vouched for. */
export const redactedMarker: unique symbol = Symbol.for('@engawa/redacted')

declare const brand: unique symbol

/** One place where something secret was taken out. Never carries the secret. */
export interface RedactionFinding {
  /** Name of the rule: `github-token`. */
  readonly rule: string
  /** Where in the value: a JSON path such as `messages[2].content`, or empty for a bare string. */
  readonly path: string
  /** What stands there now: `‹secret:github-token:7f3a91c2d0e4›`. */
  readonly sentinel: string
}

/**
 * A value that passed the secret filter. Only `@engawa/secret-filter` makes one (held by a check in CI);
 * providers, embedders, event publishers, snapshot stores and log sinks accept nothing else.
 */
export interface Redacted<T> {
  readonly [brand]: T
  readonly [redactedMarker]: true
  readonly value: T
  readonly findings: readonly RedactionFinding[]
}

/** Run-time half of the boundary: a value forced through the types by a cast is still refused. */
export function isRedacted(value: unknown): value is Redacted<unknown> {
  return (
    typeof value === 'object' && value !== null && (value as { [redactedMarker]?: unknown })[redactedMarker] === true
  )
}

/** Counts by rule, for audit lines. */
export function countFindings(findings: readonly RedactionFinding[]): JsonObject {
  const counts: Record<string, number> = {}
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1
  return counts
}
