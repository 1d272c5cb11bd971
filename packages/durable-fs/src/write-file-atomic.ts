import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createId } from '@engawa/core'
import { toStorageError } from './storage-errors.js'
import { syncDirectory } from './sync-directory.js'

export interface WriteOptions {
  /** Permission bits of the new file. Only the owner may read it unless told. */
  readonly mode?: number
}

/**
 * Replace a file as a whole. After a crash at any moment the old content or the new one is there, never a mixture.
 *
 * The temporary file has a name of its own in the same folder, so that two writers never share one and the rename
 * never crosses file systems.
 *
 * @throws StorageError naming the file and the cause; the old file is then untouched
 */
export function writeFileAtomic(path: string, data: string | Uint8Array, { mode = 0o600 }: WriteOptions = {}): void {
  const directory = dirname(path)
  const temporary = join(directory, `.${basename(path)}.${createId()}.tmp`)
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const fd = openSync(temporary, 'wx', mode)
    try {
      writeFileSync(fd, data)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, path)
    syncDirectory(directory)
  } catch (error) {
    removeQuietly(temporary)
    throw toStorageError(error, `could not write ${path}`)
  }
}

/** The write's own error is the one worth reporting, whatever clearing up meets. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}
