import { basename, dirname, join } from 'node:path'
import { createId } from '@engawa/core'
import { createDirectory, syncDirectory } from './directories.js'
import { type FileSystem, nodeFileSystem, writeFully } from './file-system.js'
import { toStorageError } from './storage-errors.js'

export interface WriteOptions {
  /** Permission bits of the new file. Only the owner may read it unless told. */
  readonly mode?: number
  /** Another disk than the machine's own, for tests. */
  readonly files?: FileSystem
}

/**
 * Replace a file as a whole. After a crash at any moment the old content or the new one is there, never a mixture.
 *
 * The temporary file has a name of its own in the same folder, so that two writers never share one and the rename
 * never crosses file systems.
 *
 * @throws StorageError naming the file and the cause; the old file is then untouched
 */
export function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  { mode = 0o600, files = nodeFileSystem }: WriteOptions = {},
): void {
  const directory = dirname(path)
  const temporary = join(directory, `.${basename(path)}.${createId()}.tmp`)
  try {
    createDirectory(directory, files)
    const fd = files.open(temporary, 'wx', mode)
    try {
      writeFully(files, fd, typeof data === 'string' ? Buffer.from(data) : data)
      files.sync(fd)
    } finally {
      files.close(fd)
    }
    files.rename(temporary, path)
    syncDirectory(directory, files)
  } catch (error) {
    removeQuietly(temporary, files)
    throw toStorageError(error, `could not write ${path}`)
  }
}

/** The write's own error is the one worth reporting, whatever clearing up meets. */
function removeQuietly(path: string, files: FileSystem): void {
  try {
    files.unlink(path)
  } catch {}
}
