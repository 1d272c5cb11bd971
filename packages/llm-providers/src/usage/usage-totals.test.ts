import { describe, expect, it } from 'vitest'
import type { UsageEntry, UsageLedger } from './usage-ledger.js'
import { usageTotals } from './usage-totals.js'

const line = (fields: Partial<UsageEntry>): UsageEntry => ({
  at: '2026-03-10T23:59:00.000Z',
  id: 'x',
  provider: 'openai',
  model: 'gpt-5.4',
  kind: 'chat',
  outcome: 'complete',
  inputTokens: 100,
  outputTokens: 10,
  ...fields,
})
const ledgerOf = (...entries: readonly UsageEntry[]): UsageLedger => ({
  append: () => Promise.resolve(),
  entries: async function* () {
    yield* entries
  },
})

describe('usageTotals', () => {
  it('adds up by day, in order', async () => {
    const ledger = ledgerOf(line({ at: '2026-03-11T00:00:00.000Z' }), line({ costUsd: 0.5 }), line({ costUsd: 0.25 }))
    expect(await usageTotals(ledger, 'day')).toEqual([
      {
        key: '2026-03-10',
        requests: 2,
        inputTokens: 200,
        outputTokens: 20,
        costUsd: 0.75,
        unknownCost: 0,
        uncertain: 0,
      },
      { key: '2026-03-11', requests: 1, inputTokens: 100, outputTokens: 10, costUsd: 0, unknownCost: 1, uncertain: 0 },
    ])
  })

  it('puts what costs most first, then what used most', async () => {
    const ledger = ledgerOf(
      line({ project: 'small' }),
      line({ project: 'large', inputTokens: 9_000 }),
      line({ project: 'dear', costUsd: 1 }),
      line({}),
    )
    expect((await usageTotals(ledger, 'project')).map(({ key }) => key)).toEqual(['dear', 'large', '', 'small'])
    expect((await usageTotals(ledger, 'model')).map(({ key }) => key)).toEqual(['openai/gpt-5.4'])
  })

  it('counts what is not certain', async () => {
    const { outputTokens: _, ...untold } = line({})
    const ledger = ledgerOf(line({ estimated: true }), untold, { ...untold, kind: 'embed' }, line({}))
    expect(await usageTotals(ledger, 'session')).toMatchObject([{ requests: 4, uncertain: 2 }])
  })
})
