import { timeProcesses } from '../measure.mjs'
import { startRedisServer } from '../redis-server.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

/** @type {import('../report.mjs').Case} */
export const znavRedis = {
  name: 'znav on Redis',
  floor: 'node -e 0',
  targets: { 'znav pane log (Redis)': 3.1 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (home) => {
      const redis = await startRedisServer(home)
      try {
        const env = {
          HOME: home,
          PERTH_HOME: `${home}/perth`,
          XDG_DATA_HOME: `${home}/data`,
          PERTH_REDIS_URL: redis.url,
        }
        return timeProcesses(
          [
            { name: 'node -e 0', args: ['-e', '0'] },
            {
              name: 'znav pane log (Redis)',
              args: [builtBin('znav'), 'pane', 'log', 'backend', 'Measured the start'],
              env,
            },
            { name: 'znav pane history (Redis)', args: [builtBin('znav'), 'pane', 'history', 'backend'], env },
          ],
          { rounds },
        )
      } finally {
        await redis.stop()
      }
    }),
}
