import { createTempDir, startRedis, waitUntil, withService } from '@engawa/testkit'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { dataOf, znavIn } from '../run-znav.js'
import { install, type StoreName } from './stores.js'

const summaries = Array.from({ length: 20 }, (_, n) => `by process ${n}`)

function describeStore(store: StoreName): void {
  it(`twenty processes that log to one new pane at once lose nothing on ${store}`, { timeout: 60_000 }, async () => {
    const { znav, stop } = await install(store)
    try {
      const outcomes = await Promise.all(summaries.map((summary) => znav('pane', 'log', 'shared', summary)))
      expect(outcomes.filter(({ code }) => code !== 0)).toEqual([])
      // Exactly one of them was the first.
      expect(outcomes.filter(({ stdout }) => stdout.includes('a new pane'))).toHaveLength(1)
      const { entries } = await dataOf(znav('pane', 'history', 'shared', '--last', '100', '--json'))
      expect((entries as { summary: string }[]).map((entry) => entry.summary).sort()).toEqual([...summaries].sort())
    } finally {
      await stop()
    }
  })
}

describe('concurrency', () => {
  describeStore('SQLite')
  withService(describe, 'redis')('with a Redis', () => {
    describeStore('Redis')

    it('twenty processes lose nothing that was acknowledged when Redis is killed among them', {
      timeout: 90_000,
    }, async () => {
      const redis = await startRedis()
      const home = await createTempDir('znav-')
      const znav = znavIn({ HOME: home.path, PERTH_REDIS_URL: redis.url })
      const watch = new Redis(redis.url)
      try {
        const logging = summaries.map(async (summary) => ({
          summary,
          ...(await znav('pane', 'log', 'shared', summary)),
        }))
        await waitUntil('some are stored', async () => (await watch.llen('perth:pane:shared:history')) >= 5)
        watch.disconnect()
        await redis.kill()
        await redis.restart()
        const outcomes = await Promise.all(logging)
        expect(outcomes.filter(({ code }) => code !== 0 && code !== 4)).toEqual([])
        const acknowledged = outcomes.filter(({ code }) => code === 0).map(({ summary }) => summary)
        const again = await Promise.all(summaries.map((summary) => znav('pane', 'log', 'shared', `${summary} again`)))
        expect(again.filter(({ code }) => code !== 0)).toEqual([])
        const { entries } = await dataOf(znav('pane', 'history', 'shared', '--last', '100', '--json'))
        const stored = (entries as { summary: string }[]).map(({ summary }) => summary)
        expect(acknowledged.filter((summary) => !stored.includes(summary))).toEqual([])
        expect(stored.filter((summary) => summary.endsWith(' again'))).toHaveLength(20)
        expect(new Set(stored).size).toBe(stored.length)
      } finally {
        watch.disconnect()
        await redis.stop()
        await home.remove()
      }
    })
  })
})
