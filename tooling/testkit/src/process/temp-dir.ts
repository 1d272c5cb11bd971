import { existsSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGuardian } from './guardian.js'

export interface TempDir {
  readonly path: string
  remove(): Promise<void>
}

/**
 * A fresh folder, removed by `remove()` or when this process ends.
 *
 * @param options.short stay near the root, for sockets: their paths end at 107 bytes
 */
export async function createTempDir(prefix = 'engawa-', { short = false } = {}): Promise<TempDir> {
  const parent = short && existsSync('/tmp') ? '/tmp' : tmpdir()
  const path = await realpath(await mkdtemp(join(parent, prefix)))
  const guardian = startGuardian({ directory: path })
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
      guardian.release()
    },
  }
}
