import type { Clock, IdGenerator } from '@engawa/core'
import type { EncryptionOptions } from './sealing/data-keys.js'

/** What every backend can be given. */
export interface StoreOptions {
  readonly clock?: Clock
  readonly createId?: IdGenerator
  /** What is written is encrypted, and what was written plain stays readable. Plain unless told. */
  readonly encryption?: EncryptionOptions
}
