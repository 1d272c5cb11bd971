import { FilterError, isRedacted, type Redacted } from '@engawa/core'
import type { EventEnvelope } from './envelope.js'

/**
 * The event of a value that passed the secret filter.
 *
 * @throws FilterError for a value that was forced through the types
 */
export function vouchedFor(redacted: Redacted<EventEnvelope>): EventEnvelope {
  if (isRedacted(redacted)) return redacted.value
  throw new FilterError('An event has not passed the secret filter.', {
    code: 'filter/not-redacted',
    hint: 'Publish what SecretFilter.redact() returns.',
  })
}
