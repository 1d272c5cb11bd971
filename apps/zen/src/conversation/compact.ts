import { textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { planCompaction } from './plan-compaction.js'
import { storeSummary, summaryMessage } from './summaries.js'
import { type SummaryPorts, summarise } from './summarise.js'

export interface CompactRequest {
  readonly sessionId: string
  readonly model: string
  /** Tokens for history, the model's window and the settings considered. */
  readonly budget: number
  readonly contextWindow: number | undefined
  readonly keep?: number
}

export interface Compacted {
  /** Messages that the summary stands for now, and did not before. */
  readonly messages: number
  readonly upTo: number
  readonly summary: string
  /** Estimated. */
  readonly tokensBefore: number
  readonly tokensAfter: number
}

/** Summarise what is older. The summary is added; nothing that was said is changed or removed. Undefined: all of it fits. */
export async function compact(
  store: ChatStore,
  ports: SummaryPorts,
  { sessionId, model, budget, contextWindow, keep }: CompactRequest,
  signal: AbortSignal,
): Promise<Compacted | undefined> {
  const plan = await planCompaction(store, sessionId, { budget, estimate: ports.estimate, keep })
  if (plan === undefined) return undefined
  const { earlier, older, upTo, tokensBefore, tokensKept } = plan
  const summary = await summarise(ports, { model, earlier, older, budget, contextWindow }, signal)
  await storeSummary(store, sessionId, summary, upTo)
  const tokensAfter = tokensKept + ports.estimate(textOf(summaryMessage(summary, upTo)))
  return { messages: older.length, upTo, summary, tokensBefore, tokensAfter }
}

export const compactedText = ({ messages, tokensBefore, tokensAfter }: Compacted): string =>
  `${messages} older messages are summarised: about ${tokensBefore} tokens before, ${tokensAfter} after; the originals are kept`
