import type { Clock, IdGenerator } from '@engawa/core'
import type { RetentionOptions } from './retention/retention-options.js'
import type { EncryptionOptions } from './sealing/data-keys.js'

/** What every backend can be given. */
export interface StoreOptions {
  readonly clock?: Clock
  readonly createId?: IdGenerator
  /** What is written is encrypted, and what was written plain stays readable. Plain unless told. */
  readonly encryption?: EncryptionOptions
  /** When sessions expire, for `sweep`. Never unless told. */
  readonly retention?: RetentionOptions
}
