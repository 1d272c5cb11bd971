/// <reference path="./fs-native-extensions.d.ts" />
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { loadKernelLock, untilLocked } from './kernel-lock.js'
import { toStorageError } from './storage-errors.js'

export interface LockOptions {
  /** Give up after this many milliseconds. */
  readonly timeoutMs?: number
}

/**
 * Run `work` while holding the kernel's exclusive lock on a file.
 *
 * The lock belongs to the open file, not to the file's existence: when its holder is killed the kernel lets go, and
 * nothing stale is left behind. The lock file itself is never deleted, because deleting it would let two processes
 * lock two different files of one name.
 *
 * @throws StorageError `storage/locked` when the lock was not free in time
 */
export async function withFileLock<T>(
  path: string,
  work: () => T | Promise<T>,
  { timeoutMs = 10_000 }: LockOptions = {},
): Promise<T> {
  const { tryLock, unlock } = await loadKernelLock()
  const fd = openLockFile(path)
  try {
    await untilLocked(() => tryLock(fd), path, timeoutMs)
    try {
      return await work()
    } finally {
      unlock(fd)
    }
  } finally {
    closeSync(fd)
  }
}

function openLockFile(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    return openSync(path, 'a+', 0o600)
  } catch (error) {
    throw toStorageError(error, `could not open the lock ${path}`)
  }
}
