/// <reference path="./fs-native-extensions.d.ts" />
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { StorageError } from '@engawa/core'
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
  const { tryLock, unlock } = (await import('fs-native-extensions')).default
  const fd = openLockFile(path)
  try {
    await acquire(() => tryLock(fd), path, timeoutMs)
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

async function acquire(tryOnce: () => boolean, path: string, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs
  // Short waits first, for the common case of a holder that is nearly done; jitter keeps twenty waiters apart.
  for (let wait = 1; !tryOnce(); wait = Math.min(wait * 1.5, 50)) {
    if (performance.now() > deadline) {
      throw new StorageError(`${path} is locked by another process`, {
        code: 'storage/locked',
        recoverable: true,
        hint: `Waited ${timeoutMs} ms. Try again when the other process has finished.`,
      })
    }
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())))
  }
}
