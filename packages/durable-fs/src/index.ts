export { type LockOptions, withFileLock } from './file-lock.js'
export { toStorageError } from './storage-errors.js'
export { syncDirectory } from './sync-directory.js'
export { type WriteOptions, writeFileAtomic } from './write-file-atomic.js'
