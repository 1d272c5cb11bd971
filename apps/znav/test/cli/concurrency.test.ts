import { withService } from '@engawa/testkit'
import { describe, expect, it } from 'vitest'
import { dataOf } from '../run-znav.js'
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
  withService(describe, 'redis')('with a Redis', () => describeStore('Redis'))
})
