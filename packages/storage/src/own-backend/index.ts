/**
 * For a backend of your own: the port, the chat store over it, and what the backends here are made of too.
 * `docs/write-a-backend.md` shows how.
 */
export type * from '../backend.js'
export { changedSession } from '../backends/changed-session.js'
export type { BackendInfo, Durability } from '../chat-store.js'
export type { Collection, Watchable } from '../entities/change.js'
export { compareMatches, pageOfSessions } from '../listing/order.js'
export { pageOfRecords, pageOfVersions } from '../listing/record-order.js'
export { textIn } from '../packing/packed-message.js'
export { chatStoreOver } from '../store/chat-store-over.js'
export {
  cannotSearch,
  cannotWatch,
  messageExists,
  seqConflict,
  sessionDeleted,
  sessionExists,
} from '../store-errors.js'
export type { StoreOptions } from '../store-options.js'
