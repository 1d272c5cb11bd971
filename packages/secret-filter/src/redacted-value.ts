import { type Redacted, type RedactionFinding, redactedMarker } from '@engawa/core'

/** The one place where a `Redacted` is made. */
export function vouchFor<T>(value: T, findings: readonly RedactionFinding[]): Redacted<T> {
  const redacted = Object.freeze({ value, findings: Object.freeze([...findings]), [redactedMarker]: true as const })
  // The brand exists in the types alone.
  return redacted as Redacted<T>
}
