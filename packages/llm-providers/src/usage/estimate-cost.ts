import { costOf } from '../models/cost.js'
import { estimateRequestTokens } from '../models/estimate-request.js'
import type { ModelEntry } from '../models/registry.js'
import type { LlmRequest } from '../provider.js'

export interface CostEstimate {
  readonly inputTokens: number
  /** The longest answer that the request allows. Undefined: nobody knows its limit. */
  readonly maxOutputTokens: number | undefined
  /** The most that the request can cost, in US dollars. Undefined: unknown, which is not 0. */
  readonly maxUsd: number | undefined
}

/**
 * What a request can cost at the most: its estimated input, and the longest answer that it allows.
 *
 * @param entry what is known of the model
 * @param free the model runs on the person's own machine: without a price of its own it costs nothing
 */
export function estimateCost(request: LlmRequest, entry: ModelEntry | undefined, free = false): CostEstimate {
  const inputTokens = estimateRequestTokens(request)
  const limits = [request.maxTokens, entry?.maxOutput].filter((limit) => limit !== undefined)
  const maxOutputTokens = limits.length === 0 ? undefined : Math.min(...limits)
  if (free && entry?.price === undefined) return { inputTokens, maxOutputTokens, maxUsd: 0 }
  const outputTokens = maxOutputTokens === undefined ? {} : { outputTokens: maxOutputTokens }
  return { inputTokens, maxOutputTokens, maxUsd: costOf({ inputTokens, ...outputTokens }, entry?.price) }
}
