import { checkInteger, checkObject, checkOneOf } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import type { RetentionOptions } from './retention-options.js'

/** Later than any time. */
const never = Number.POSITIVE_INFINITY
const dayMs = 24 * 60 * 60 * 1_000

/** @throws UserError `storage/invalid-input` naming the setting */
export function checkRetention(value: RetentionOptions | undefined): Required<RetentionOptions> | undefined {
  if (value === undefined) return undefined
  const { maxAgeMs, archiveAfterMs, removal = 'hide', graceMs = dayMs, keep = 0 } = checkObject(value, 'retention')
  if (maxAgeMs === undefined && archiveAfterMs === undefined) {
    throw invalidInput('retention.maxAgeMs', 'or archiveAfterMs must be given')
  }
  const age = (given: unknown, field: string) => (given === undefined ? never : checkInteger(given, field, 1))
  return {
    maxAgeMs: age(maxAgeMs, 'retention.maxAgeMs'),
    archiveAfterMs: age(archiveAfterMs, 'retention.archiveAfterMs'),
    removal: checkOneOf(removal, 'retention.removal', ['hide', 'purge']),
    graceMs: checkInteger(graceMs, 'retention.graceMs', 0),
    keep: checkInteger(keep, 'retention.keep', 0),
  }
}

export const noRetention = () => invalidInput('retention', 'must be given when the store is opened, to sweep it')
