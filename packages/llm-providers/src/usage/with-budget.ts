import type { Redacted } from '@engawa/core'
import { openRedacted } from '../guard/check-request.js'
import { collect } from '../guard/collect.js'
import { findEntry } from '../models/find-entry.js'
import type { ModelEntry } from '../models/registry.js'
import type { LlmRequest, Provider, StreamPart } from '../provider.js'
import { BudgetError } from './budget-error.js'
import { estimateCost } from './estimate-cost.js'
import { isFree } from './is-free.js'

export interface Budget {
  /** The most that one request may cost, in US dollars: `--max-cost`. */
  readonly maxUsdPerRequest?: number
  /** A limit for many requests, and what of it is used up. Read before every request. US dollars. */
  readonly limit?: { readonly maxUsd: number; readonly name: string; spentUsd(): Promise<number> }
  /** A person's own models, before the built-in registry. */
  readonly models?: readonly ModelEntry[]
}

/**
 * Keep back a request that could cost more than is allowed. What a model on this machine does is free. A price that
 * isn't known keeps a request back too: a limit that can't be held is none.
 *
 * @throws BudgetError `llm/over-budget`, `llm/price-unknown`; exit code 5
 */
export async function checkBudget(provider: Provider, vouched: Redacted<LlmRequest>, budget: Budget): Promise<void> {
  const request = openRedacted(vouched)
  if (budget.maxUsdPerRequest === undefined && budget.limit === undefined) return
  const entry = findEntry([provider.id], request.model, budget.models)
  const { maxUsd, inputTokens, maxOutputTokens } = estimateCost(request, entry, isFree(provider, request.model))
  const name = `${provider.id}/${request.model}`
  if (maxUsd === undefined) throw unknownPrice(name, entry, maxOutputTokens)
  const facts = {
    model: name,
    max_usd: maxUsd,
    input_tokens: inputTokens,
    max_output_tokens: maxOutputTokens ?? null,
  }
  const most = budget.maxUsdPerRequest
  if (most !== undefined && maxUsd > most) {
    throw new BudgetError('llm/over-budget', `${name} could cost ${usd(maxUsd)}, more than the ${usd(most)} allowed.`, {
      hint: hintFor(affordableTokens(maxUsd, most, maxOutputTokens, entry)),
      details: { ...facts, allowed_usd: most },
    })
  }
  if (budget.limit === undefined || maxUsd === 0) return
  const spent = await budget.limit.spentUsd()
  if (spent + maxUsd <= budget.limit.maxUsd) return
  throw new BudgetError(
    'llm/over-budget',
    `${name} could cost ${usd(maxUsd)}; of the ${budget.limit.name} of ${usd(budget.limit.maxUsd)}, ${usd(spent)} is spent.`,
    {
      hint: 'Choose a cheaper or a local model, or raise the limit.',
      details: { ...facts, allowed_usd: budget.limit.maxUsd, spent_usd: spent },
    },
  )
}

/** A provider that sends nothing which `checkBudget` would keep back. */
export function withBudget(provider: Provider, budget: Budget): Provider {
  async function* stream(...[request, call]: Parameters<Provider['stream']>): AsyncGenerator<StreamPart> {
    await checkBudget(provider, request, budget)
    yield* provider.stream(request, call)
  }
  return { ...provider, stream, generate: (request, call) => collect(stream(request, call)) }
}

/** How long an answer may be at the most to keep a request below a limit. 0: the input alone is too dear. */
function affordableTokens(maxUsd: number, most: number, longest = 0, entry: ModelEntry | undefined): number {
  const perToken = (entry?.price?.output ?? 0) / 1_000_000
  return perToken === 0 ? 0 : Math.max(0, Math.floor(longest - (maxUsd - most) / perToken))
}

const hintFor = (tokens: number): string =>
  tokens === 0
    ? 'Send less, choose a cheaper model, or allow more.'
    : `An answer of at most ${tokens} tokens would fit. Or choose a cheaper model, or allow more.`

function unknownPrice(name: string, entry: ModelEntry | undefined, maxOutputTokens: number | undefined): BudgetError {
  const [what, hint] =
    entry?.price === undefined
      ? ['its price is unknown', 'Add the model with its price to your configuration, or leave the limit out.']
      : maxOutputTokens === undefined
        ? ['the longest answer is unknown', 'Say how long the answer may be (max tokens).']
        : ['its price for so long a request is unknown', 'Send less, or leave the limit out.']
  return new BudgetError('llm/price-unknown', `What ${name} costs cannot be kept below the limit: ${what}.`, {
    hint,
    details: { model: name },
  })
}

/** Cents matter, and their hundredths do too. */
const usd = (amount: number): string => `$${amount.toFixed(amount > 0 && amount < 0.01 ? 4 : 2)}`
