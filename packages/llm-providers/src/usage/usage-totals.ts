import type { UsageEntry, UsageLedger, UsageQuery } from './usage-ledger.js'

export type UsageGroup = 'day' | 'model' | 'project' | 'session'

export interface UsageTotal {
  /** `2026-11-20`, `openai/gpt-5.4`, the project's or the session's name; empty where an entry has none. */
  readonly key: string
  readonly requests: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** US dollars, of those requests whose cost is known. */
  readonly costUsd: number
  /** Requests whose cost is unknown: `costUsd` is too little by what they cost. */
  readonly unknownCost: number
  /** Requests of which some count is an estimate, or was never told. */
  readonly uncertain: number
}

/** Totals of a ledger, grouped. Days come in order; the others by cost, then by tokens, the most first. */
export async function usageTotals(
  ledger: UsageLedger,
  by: UsageGroup,
  query: UsageQuery = {},
): Promise<readonly UsageTotal[]> {
  const totals = new Map<string, UsageTotal>()
  for await (const entry of ledger.entries(query)) {
    const key = keyOf(entry, by)
    totals.set(key, added(totals.get(key) ?? nothing(key), entry))
  }
  const list = [...totals.values()]
  return by === 'day' ? list.sort((a, b) => a.key.localeCompare(b.key)) : list.sort(byWeight)
}

function keyOf({ at, provider, model, project = '', session = '' }: UsageEntry, by: UsageGroup): string {
  switch (by) {
    case 'day':
      return at.slice(0, 10)
    case 'model':
      return `${provider}/${model}`
    case 'project':
      return project
    case 'session':
      return session
  }
}

const nothing = (key: string): UsageTotal => ({
  key,
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  unknownCost: 0,
  uncertain: 0,
})

function added(total: UsageTotal, { inputTokens, outputTokens, costUsd, estimated, kind }: UsageEntry): UsageTotal {
  const complete = inputTokens !== undefined && (outputTokens !== undefined || kind === 'embed')
  return {
    key: total.key,
    requests: total.requests + 1,
    inputTokens: total.inputTokens + (inputTokens ?? 0),
    outputTokens: total.outputTokens + (outputTokens ?? 0),
    costUsd: total.costUsd + (costUsd ?? 0),
    unknownCost: total.unknownCost + (costUsd === undefined ? 1 : 0),
    uncertain: total.uncertain + (estimated || !complete ? 1 : 0),
  }
}

const byWeight = (a: UsageTotal, b: UsageTotal): number =>
  b.costUsd - a.costUsd || b.inputTokens + b.outputTokens - a.inputTokens - a.outputTokens || a.key.localeCompare(b.key)
