import type { Redacted } from '@engawa/core'
import { createSecretFilter } from '@engawa/secret-filter'

const filter = createSecretFilter()

/** Passed through the real filter, for tests that are about what comes after it. */
export const vouched = <T>(value: T): Redacted<T> => filter.redact(value)
