import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages'
import type { LlmRequest } from '../../provider.js'

type Thinking = Pick<MessageCreateParamsStreaming, 'thinking' | 'output_config'>

/** Models up to here think within a budget of tokens; later ones decide for themselves how much. */
const budgeted = /^claude-(3-7|sonnet-4-[05]|sonnet-4-2|opus-4-[015]|opus-4-2|haiku-4-5)/

const budgets = { low: 2_048, medium: 8_192, high: 24_576 }

/** `spent` is what thinking may take of the answer's tokens, which therefore must be more. */
export function toAnthropicThinking(
  model: string,
  think: LlmRequest['think'],
): { readonly fields: Thinking; readonly spent: number } {
  if (think === undefined) return { fields: {}, spent: 0 }
  if (think === false) return { fields: { thinking: { type: 'disabled' } }, spent: 0 }
  if (budgeted.test(model)) {
    const budget = budgets[think === true ? 'medium' : think]
    return { fields: { thinking: { type: 'enabled', budget_tokens: budget } }, spent: budget }
  }
  const effort = think === true ? {} : { output_config: { effort: think } }
  return { fields: { thinking: { type: 'adaptive', display: 'summarized' }, ...effort }, spent: 0 }
}
