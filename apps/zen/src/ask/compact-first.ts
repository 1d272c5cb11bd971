import { type CommandContext, confirm } from '@engawa/cli-kit'
import type { Redacted } from '@engawa/core'
import { estimateTokens, type LlmRequest, type Provider } from '@engawa/llm-providers'
import { type CompactRequest, compact, compactedText, previewCompact } from '../conversation/compact.js'
import { fitHistory } from '../conversation/fit-history.js'
import { type PlanInput, roomOf } from './plan-question.js'

/** The requests that go before a question, to summarise what no longer fits. */
export interface CompactionPreview {
  /** The first of them, exactly. */
  readonly request: Redacted<LlmRequest>
  /** How many follow it: they hold what the model says to those before. */
  readonly more: number
  readonly messages: number
}

/**
 * Summarise older messages before a question where they no longer fit, as `conversation.compaction` says.
 *
 * @returns what is to be said about it
 */
export async function compactFirst(
  context: CommandContext,
  provider: Provider,
  input: PlanInput,
): Promise<readonly string[]> {
  const { store, filter, settings, model } = input
  const { compaction } = settings.conversation
  const canAsk = context.stdin.isTty && context.stderr.isTty && context.format !== 'json'
  if (compaction === 'off' || (compaction === 'ask' && !canAsk)) return []
  const leftOut = await leftOutOf(input)
  if (leftOut === 0) return []
  const text = `${leftOut} older messages no longer fit. Have ${model.model} summarise them?`
  if (compaction === 'ask' && !(await confirm(context, { text, flag: 'conversation.compaction' }))) return []
  const done = await compact(store, { provider, filter, estimate: estimateTokens }, wanted(input), context.signal)
  return done === undefined ? [] : [compactedText(done)]
}

/** What `compactFirst` would send first by itself. Nothing is sent, and nobody is asked. */
export async function previewCompaction(input: PlanInput): Promise<CompactionPreview | undefined> {
  if (input.settings.conversation.compaction !== 'auto' || (await leftOutOf(input)) === 0) return undefined
  return previewCompact(input.store, { filter: input.filter, estimate: estimateTokens }, wanted(input))
}

async function leftOutOf(input: PlanInput): Promise<number> {
  const whole = { before: Number.POSITIVE_INFINITY, budget: roomOf(input).history, estimate: estimateTokens }
  return (await fitHistory(input.store, input.sessionId, whole)).leftOut
}

function wanted(input: PlanInput): CompactRequest {
  const room = roomOf(input)
  return {
    sessionId: input.sessionId,
    model: input.model.model,
    budget: room.history,
    contextWindow: input.asksForWindow ? room.window : undefined,
  }
}
