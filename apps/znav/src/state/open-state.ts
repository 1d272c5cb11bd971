import { join } from 'node:path'
import type { AppDirectories } from '@engawa/config'
import type { Clock } from '@engawa/core'
import type { PerthConfig } from '../settings/perth-config.js'
import type { IntentState, Retention } from './intent-state.js'

/** The state that the configuration asks for: Redis when it has an address, else the embedded file. */
export async function openState(config: PerthConfig, directories: AppDirectories, clock: Clock): Promise<IntentState> {
  const retention = retentionOf(config)
  if (config.redis_url !== '') {
    const { openRedisState } = await import('./redis/redis-state.js')
    return openRedisState({ url: config.redis_url, retention, clock })
  }
  const { openSqliteState } = await import('./sqlite/sqlite-state.js')
  return openSqliteState({ path: join(directories.data, 'perth.db'), retention, clock })
}

/** How much history the configuration keeps. */
export function retentionOf({ intent_tracking: tracking }: PerthConfig): Retention {
  return { depth: tracking.history_depth, ttlDays: tracking.history_ttl_days }
}
