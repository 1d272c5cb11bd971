import type { Clock, IdGenerator } from '@engawa/core'

/** What every backend can be given. */
export interface StoreOptions {
  readonly clock?: Clock
  readonly createId?: IdGenerator
}
