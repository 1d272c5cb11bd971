import { type Redacted, redactedMarker } from '@engawa/core'

/** Stands in for the secret filter, on which this package may not lean. Nothing outside of tests makes one like this. */
export function redactedForTests<T>(value: T): Redacted<T> {
  const made: unknown = { [redactedMarker]: true, value, findings: [] }
  return made as Redacted<T>
}
