import type { ChatStore, Durability } from '../../chat-store.js'
import { chatStoreOver } from '../../store/chat-store-over.js'
import type { StoreOptions } from '../../store-options.js'
import type { OnReport } from './damage.js'
import type { Disk } from './disk.js'
import { FileBackend } from './file-backend.js'
import { nodeDisk } from './node-disk.js'

export interface FileStorageOptions extends StoreOptions {
  /** Created, private, when it is not there. */
  readonly directory: string
  /** `fsync` unless told. */
  readonly durability?: Exclude<Durability, 'none'>
  /** Called once for each place in a log that could not be read. Also listed by `health`. */
  readonly onReport?: OnReport
  /** How long to wait for other processes that write to the same session. */
  readonly lockTimeoutMs?: number
  /** Another disk than the machine's own, for tests. */
  readonly disk?: Disk
}

/** @throws StorageError when the folder can't be used or holds a newer format */
export const openFileStorage = (options: FileStorageOptions): ChatStore =>
  chatStoreOver(openFileBackend(options), options)

export function openFileBackend(options: FileStorageOptions): FileBackend {
  const { directory, durability = 'fsync', onReport = () => {}, lockTimeoutMs = 30_000 } = options
  const disk = options.disk ?? nodeDisk({ lockTimeoutMs })
  return new FileBackend({ directory, disk, durability, onReport })
}
