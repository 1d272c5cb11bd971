import { invalidInput } from '../input/invalid-input.js'
import { checkRetention } from '../retention/check-retention.js'
import type { RetentionOptions } from '../retention/retention-options.js'

/** How long sessions are kept, as a file or variables say it. What is not said stays for ever, as it is. */
export interface RetentionConfig {
  /** Days that a session may be unused before a sweep removes it. */
  readonly retention_days?: number
  readonly retention_removal?: RetentionOptions['removal']
  /** Days that a hidden session can be restored before it is purged. */
  readonly retention_grace_days?: number
  /** So many of each user's latest sessions stay, however old. */
  readonly retention_keep?: number
  /** Days that a session may be unused before a sweep compresses it. */
  readonly archive_after_days?: number
}

const dayMs = 24 * 60 * 60 * 1_000

/** @throws UserError `storage/invalid-input` naming the setting */
export function retentionFrom(config: RetentionConfig): { readonly retention?: RetentionOptions } {
  const maxAgeMs = inMs(config, 'retention_days')
  const archiveAfterMs = inMs(config, 'archive_after_days')
  if (maxAgeMs === undefined && archiveAfterMs === undefined) return {}
  const graceMs = inMs(config, 'retention_grace_days')
  const retention: RetentionOptions = {
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
    ...(archiveAfterMs === undefined ? {} : { archiveAfterMs }),
    ...(graceMs === undefined ? {} : { graceMs }),
    ...(config.retention_removal === undefined ? {} : { removal: config.retention_removal }),
    ...(config.retention_keep === undefined ? {} : { keep: config.retention_keep }),
  }
  checkRetention(retention)
  return { retention }
}

type Days = 'retention_days' | 'retention_grace_days' | 'archive_after_days'

function inMs(config: RetentionConfig, field: Days): number | undefined {
  const days: unknown = config[field]
  if (days === undefined) return undefined
  const isAge = typeof days === 'number' && Number.isFinite(days) && days >= 0
  if (!isAge) throw invalidInput(field, 'must be a number of days')
  return Math.ceil(days * dayMs)
}
