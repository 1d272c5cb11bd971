import { countFindings, type JsonObject, type RedactionFinding } from '@engawa/core'

/** What may be written down of a redaction: how many, by which rules, where. Never content. */
export interface Audit {
  readonly total: number
  /** How often each rule found something. */
  readonly rules: JsonObject
  readonly places: readonly { readonly rule: string; readonly path: string }[]
}

/** The audit of what was found. Sentinels stay out too: they tell two findings of one value. */
export function auditOf(findings: readonly RedactionFinding[]): Audit {
  return {
    total: findings.length,
    rules: countFindings(findings),
    places: findings.map(({ rule, path }) => ({ rule, path })),
  }
}
