import { checkInteger, checkObject, checkOneOf } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import type { RetentionOptions } from './retention-options.js'

const dayMs = 24 * 60 * 60 * 1_000

/** @throws UserError `storage/invalid-input` naming the setting */
export function checkRetention(value: RetentionOptions | undefined): Required<RetentionOptions> | undefined {
  if (value === undefined) return undefined
  const { maxAgeMs, removal = 'hide', graceMs = dayMs, keep = 0 } = checkObject(value, 'retention')
  return {
    maxAgeMs: checkInteger(maxAgeMs, 'retention.maxAgeMs', 1),
    removal: checkOneOf(removal, 'retention.removal', ['hide', 'purge']),
    graceMs: checkInteger(graceMs, 'retention.graceMs', 0),
    keep: checkInteger(keep, 'retention.keep', 0),
  }
}

export const noRetention = () => invalidInput('retention', 'must be given when the store is opened, to sweep it')
