import { type CommandContext, confirm } from '@engawa/cli-kit'
import type { Provider } from '@engawa/llm-providers'
import { estimateTokens } from '@engawa/llm-providers'
import { compact, compactedText } from '../conversation/compact.js'
import { fitHistory } from '../conversation/fit-history.js'
import { type PlanInput, roomOf } from './plan-question.js'

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
  const { store, filter, settings, model, sessionId, asksForWindow } = input
  const { compaction } = settings.conversation
  const canAsk = context.stdin.isTty && context.stderr.isTty && context.format !== 'json'
  if (compaction === 'off' || (compaction === 'ask' && !canAsk)) return []
  const room = roomOf(input)
  const whole = { before: Number.POSITIVE_INFINITY, budget: room.history, estimate: estimateTokens }
  const { leftOut } = await fitHistory(store, sessionId, whole)
  if (leftOut === 0) return []
  const text = `${leftOut} older messages no longer fit. Have ${model.model} summarise them?`
  if (compaction === 'ask' && !(await confirm(context, { text, flag: 'conversation.compaction' }))) return []
  const done = await compact(
    store,
    { provider, filter, estimate: estimateTokens },
    { sessionId, model: model.model, budget: room.history, contextWindow: asksForWindow ? room.window : undefined },
    context.signal,
  )
  return done === undefined ? [] : [compactedText(done)]
}
