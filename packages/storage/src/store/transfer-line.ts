import type { Message, Session } from '@engawa/core'
import type { StoredRecord } from '../backend.js'
import type { Collection } from '../entities/change.js'

/** The lines of an export. A session's messages follow it, oldest first; the versions of a record follow one another. */
export type TransferLine =
  | { readonly type: 'engawa-export'; readonly version: typeof transferVersion }
  | { readonly type: 'session'; readonly session: Session }
  | { readonly type: 'message'; readonly message: Message }
  | {
      readonly type: 'record'
      readonly collection: Collection
      readonly record: StoredRecord
      /** Those that no version before has, as base64 by their hash. */
      readonly blobs?: Readonly<Record<string, string>>
    }

/** A reader refuses a higher one rather than to misread it. */
export const transferVersion = 1
