import { type Column, type CommandModule, neutralise, table } from '@engawa/cli-kit'
import { usageDirectory } from '@engawa/config'
import { fileUsageLedger, type UsageGroup, type UsageQuery, type UsageTotal, usageTotals } from '@engawa/llm-providers'

/** `zen usage`: what models were used for, by day, model, project or session. Of every tool of the suite. */
export const run: CommandModule['run'] = async (context, { options }) => {
  const by = (options.by as UsageGroup | undefined) ?? 'day'
  const damaged: number[] = []
  const ledger = fileUsageLedger(usageDirectory(context.env), { onDamage: ({ line }) => damaged.push(line) })
  const query: UsageQuery = {
    ...(options.since === undefined ? {} : { from: String(options.since) }),
    ...(options.until === undefined ? {} : { to: dayAfter(String(options.until)) }),
    ...(options.project === undefined ? {} : { project: String(options.project) }),
    ...(options.session === undefined ? {} : { session: String(options.session) }),
  }
  const totals = await usageTotals(ledger, by, query)
  if (damaged.length > 0 && context.verbosity !== 'quiet') {
    context.stderr.write(`warning: ${damaged.length} lines of the ledger could not be read and are left out\n`)
  }
  const sum = totals.reduce(added, {
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    unknownCost: 0,
    uncertain: 0,
  })
  const columns: readonly Column<Sum & { readonly key: string }>[] = [
    { title: by.toUpperCase(), value: ({ key }) => neutralise(key) || '(none)' },
    { title: 'REQUESTS', value: ({ requests }) => String(requests), align: 'right' },
    { title: 'INPUT', value: ({ inputTokens }) => grouped(inputTokens), align: 'right' },
    { title: 'OUTPUT', value: ({ outputTokens }) => grouped(outputTokens), align: 'right' },
    { title: 'COST', value: costText, align: 'right' },
  ]
  const rows = totals.length > 1 ? [...totals, { ...sum, key: 'total' }] : totals
  return {
    data: { by, totals: totals.map((total) => ({ key: total.key, ...shown(total) })), total: shown(sum) },
    text: totals.length === 0 ? 'Nothing was used yet.' : table(rows, columns, context.stdout),
  }
}

type Sum = Omit<UsageTotal, 'key'>

const added = (sum: Sum, total: Sum): Sum => ({
  requests: sum.requests + total.requests,
  inputTokens: sum.inputTokens + total.inputTokens,
  outputTokens: sum.outputTokens + total.outputTokens,
  costUsd: sum.costUsd + total.costUsd,
  unknownCost: sum.unknownCost + total.unknownCost,
  uncertain: sum.uncertain + total.uncertain,
})

const shown = ({ requests, inputTokens, outputTokens, costUsd, unknownCost, uncertain }: Sum) => ({
  requests,
  input_tokens: inputTokens,
  output_tokens: outputTokens,
  cost_usd: costUsd,
  unknown_cost: unknownCost,
  uncertain,
})

/** What is known, and that there is more where it is not all. */
function costText({ costUsd, unknownCost, requests }: Sum): string {
  if (unknownCost === requests) return 'unknown'
  const known = `$${costUsd.toFixed(4)}`
  return unknownCost === 0 ? known : `${known} + ${unknownCost} unknown`
}

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
