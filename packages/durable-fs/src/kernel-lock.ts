// Seen also by packages that compile this one from its sources.
/// <reference path="./fs-native-extensions.d.ts" />
import { StorageError } from '@engawa/core'

/** The kernel's exclusive lock on an open file. It goes with the file's descriptor, however its holder ends. */
export interface KernelLock {
  /** Take the lock, or say at once that another open file holds it. */
  tryLock(fd: number): boolean
  unlock(fd: number): void
}

/**
 * One byte far behind any data. Windows refuses reads of a locked range; this one nobody reads.
 * Where locks always cover the whole file they are advisory, and readers do not ask.
 */
const lockedByte = 2 ** 52

/** Load the native lock. Only those who write pay for it. */
export async function loadKernelLock(): Promise<KernelLock> {
  const { tryLock, unlock } = (await import('fs-native-extensions')).default
  return { tryLock: (fd) => tryLock(fd, lockedByte, 1), unlock: (fd) => unlock(fd, lockedByte, 1) }
}

/**
 * Try until it works.
 *
 * @throws StorageError `storage/locked` when the lock was not free in time
 */
export async function untilLocked(tryOnce: () => boolean, path: string, timeoutMs: number): Promise<void> {
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
