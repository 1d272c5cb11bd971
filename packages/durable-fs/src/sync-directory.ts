import { closeSync, fsyncSync, openSync } from 'node:fs'

/**
 * Make a folder's own entries durable: a created or renamed file is found after a crash only if its folder was synced.
 * Windows can't open folders and journals the rename itself, so there is nothing to do.
 */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(directory, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
