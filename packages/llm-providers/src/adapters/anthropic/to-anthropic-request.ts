import type { MessageCountTokensParams, MessageCreateParamsStreaming, Tool } from '@anthropic-ai/sdk/resources/messages'
import { refusedCapability } from '../../errors/llm-errors.js'
import type { LlmRequest, ToolDefinition } from '../../provider.js'
import { toAnthropicMessages } from './to-anthropic-messages.js'
import { toAnthropicThinking } from './to-anthropic-thinking.js'

/** The API wants a limit in every request. An answer that reaches it ends with `length`, which is said. */
export const defaultMaxTokens = 8_192

/** @throws LlmError `llm/refused-capability` */
export function toAnthropicRequest(request: LlmRequest): MessageCreateParamsStreaming {
  const { model, temperature, maxTokens = defaultMaxTokens, stop = [], tools = [], responseSchema, think } = request
  if (think && request.messages.some(({ role }) => role === 'tool')) {
    throw refusedCapability('Anthropic', 'think', 'after the result of a tool it wants its earlier thoughts back')
  }
  const { system, messages } = toAnthropicMessages(request.messages)
  const { fields, spent } = toAnthropicThinking(model, think)
  const outputConfig = {
    ...fields.output_config,
    ...(responseSchema === undefined
      ? {}
      : { format: { type: 'json_schema' as const, schema: { ...responseSchema } } }),
  }
  return {
    model,
    messages,
    max_tokens: maxTokens + spent,
    stream: true,
    ...(system === '' ? {} : { system }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(stop.length === 0 ? {} : { stop_sequences: [...stop] }),
    ...(tools.length === 0 ? {} : { tools: tools.map(toTool) }),
    ...(fields.thinking === undefined ? {} : { thinking: fields.thinking }),
    ...(Object.keys(outputConfig).length === 0 ? {} : { output_config: outputConfig }),
  }
}

/** The part of a request that is counted as its input. What only shapes the answer, the counting endpoint refuses. */
export function toAnthropicInput(request: LlmRequest): MessageCountTokensParams {
  const { model, messages, system, tools, thinking, output_config: output } = toAnthropicRequest(request)
  return {
    model,
    messages,
    ...(system === undefined ? {} : { system }),
    ...(tools === undefined ? {} : { tools }),
    ...(thinking === undefined ? {} : { thinking }),
    ...(output === undefined ? {} : { output_config: output }),
  }
}

const toTool = ({ name, description, parameters }: ToolDefinition): Tool => ({
  name,
  description,
  input_schema: { ...parameters, type: 'object' },
})
