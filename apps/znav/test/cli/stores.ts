import { createTempDir, startRedis, type TempDir } from '@engawa/testkit'
import { type RunZnav, znavIn } from '../run-znav.js'

/** A znav with an empty store of its own. */
export interface Installed {
  readonly znav: RunZnav
  readonly env: Readonly<Record<string, string>>
  readonly home: TempDir
  stop(): Promise<void>
}

export type StoreName = 'SQLite' | 'Redis'

/** znav on a fresh store of either kind. */
export async function install(store: StoreName, more: Readonly<Record<string, string>> = {}): Promise<Installed> {
  const home = await createTempDir('znav-')
  const redis = store === 'Redis' ? await startRedis() : undefined
  const env = { HOME: home.path, ...(redis ? { PERTH_REDIS_URL: redis.url } : {}), ...more }
  return {
    env,
    home,
    znav: znavIn(env, { cwd: home.path }),
    async stop() {
      await redis?.stop()
      await home.remove()
    },
  }
}
