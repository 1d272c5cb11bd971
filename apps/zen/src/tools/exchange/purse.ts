import type { Redacted } from '@engawa/core'
import { checkBudget, estimateCost, findEntry, isFree, type LlmRequest } from '@engawa/llm-providers'
import type { OpenModel } from '../../providers/open-model.js'

type Payer = Pick<OpenModel, 'provider' | 'models'>

/** What a call may spend, however many requests it needs. */
export interface Purse {
  /**
   * Set aside what a request can cost at the most; requests at the same time are all counted.
   *
   * @returns takes the answer's real cost, where it is known, and gives back what it was less
   * @throws BudgetError when it could be more than is left; nothing is set aside then
   */
  reserve(request: Redacted<LlmRequest>, payer: Payer): Promise<(actualUsd: number | undefined) => void>
}

/** @param maxUsd `--max-cost`; undefined: no limit */
export function createPurse(maxUsd: number | undefined): Purse {
  let reserved = 0
  return {
    async reserve(request, { provider, models }) {
      if (maxUsd === undefined) return () => {}
      const { model } = request.value
      const entry = findEntry([provider.id], model, models)
      const most = estimateCost(request.value, entry, isFree(provider, model)).maxUsd ?? 0
      const left = Math.max(0, maxUsd - reserved)
      // Before anything is awaited, so that the next one sees it.
      reserved += most
      try {
        await checkBudget(provider, request, { maxUsdPerRequest: left, models })
      } catch (error) {
        reserved -= most
        throw error
      }
      return (actual) => {
        if (actual !== undefined) reserved += Math.min(actual, most) - most
      }
    },
  }
}
