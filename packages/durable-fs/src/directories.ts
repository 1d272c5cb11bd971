import { dirname, parse, resolve } from 'node:path'
import { type FileSystem, nodeFileSystem } from './file-system.js'

/**
 * Make a folder's own entries durable: a created or renamed file is found after a crash only if its folder was synced.
 * Windows can't open folders and journals the rename itself, so there is nothing to do.
 */
export function syncDirectory(directory: string, files: FileSystem = nodeFileSystem): void {
  if (process.platform === 'win32') return
  const fd = files.open(directory, 'r')
  try {
    files.sync(fd)
  } finally {
    files.close(fd)
  }
}

/** Create a folder and those above it, private. Those it makes survive a crash from then on. */
export function createDirectory(path: string, files: FileSystem = nodeFileSystem): void {
  const topmost = files.makeDirectory(path)
  if (topmost === undefined) return
  // Each new folder is an entry of the one above it.
  for (const folder of upwards(path, resolve(topmost))) syncDirectory(dirname(folder), files)
}

/**
 * Make a folder survive a crash, also where it was found: a program that was killed may have made it, or one of those
 * above it, and never come to sync it.
 */
export function settleDirectory(path: string, files: FileSystem = nodeFileSystem): void {
  createDirectory(path, files)
  for (const folder of upwards(path, parse(resolve(path)).root)) {
    try {
      syncDirectory(dirname(folder), files)
    } catch (error) {
      // Where we may not even look, we made nothing.
      if (!isForbidden(error)) throw error
    }
  }
}

function* upwards(path: string, topmost: string): Generator<string> {
  for (let folder = resolve(path); folder.length >= topmost.length; folder = dirname(folder)) {
    yield folder
    if (dirname(folder) === folder) return
  }
}

function isForbidden(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EINVAL'
}
