import { dirname } from 'node:path'
import type { Disk } from './disk.js'

/**
 * Remove a session's log. Under its lock, so that nothing is removed behind a writer who has just been told that it is
 * stored; whoever waits for the lock meanwhile finds that the path no longer leads to the file, and opens anew.
 *
 * @returns whether there was one
 */
export async function purgeLog(disk: Disk, path: string): Promise<boolean> {
  while (disk.inspect(path) !== undefined) {
    const file = disk.openLog(path)
    try {
      await file.lock()
      if (disk.inspect(path)?.identity !== file.identity) continue
      try {
        const there = file.size() > 0
        disk.remove(path)
        disk.syncDirectory(dirname(path))
        return there
      } finally {
        file.unlock()
      }
    } finally {
      file.close()
    }
  }
  return false
}
