import { join } from 'node:path'
import type { AppDirectories } from '@engawa/config'
import type { Clock } from '@engawa/core'
import type { PerthConfig } from '../../settings/perth-config.js'
import type { SnapshotStore } from './snapshot-store.js'

/** Snapshots are kept where the rest of the state is. */
export async function openSnapshotStore(
  config: PerthConfig,
  directories: AppDirectories,
  clock: Clock,
): Promise<SnapshotStore> {
  if (config.redis_url !== '') {
    const { openRedisSnapshots } = await import('./redis-snapshots.js')
    return openRedisSnapshots({ url: config.redis_url, clock })
  }
  const { openSqliteSnapshots } = await import('./sqlite-snapshots.js')
  return openSqliteSnapshots({ path: join(directories.data, 'perth.db'), clock })
}
