import type { Usage } from '@engawa/core'
import type { ModelPrice } from './registry.js'

const million = 1_000_000

/** What an answer cost, in US dollars. Undefined when a part of it isn't known: never a 0 that only means that. */
export function costOf(usage: Usage, price: ModelPrice | undefined): number | undefined {
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage
  if (!price || inputTokens === undefined || outputTokens === undefined) return undefined
  if (price.upToInputTokens !== undefined && inputTokens > price.upToInputTokens) return undefined
  // Without a price of their own, cached tokens are counted in full: too much rather than too little.
  const cachedPrice = price.cachedInput ?? price.input
  const fresh = Math.max(0, inputTokens - cachedInputTokens)
  return (fresh * price.input + cachedInputTokens * cachedPrice + outputTokens * price.output) / million
}
