import type { ChatCompletionCreateParamsStreaming, ChatCompletionFunctionTool } from 'openai/resources/chat/completions'
import type { LlmRequest, ToolDefinition } from '../../provider.js'
import { toOpenaiMessages } from './to-openai-messages.js'

/** Where servers of this protocol differ. */
export interface OpenaiDialect {
  readonly title: string
  /** OpenAI itself has renamed it; the others know the old name. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens'
}

export function toOpenaiRequest(request: LlmRequest, dialect: OpenaiDialect): ChatCompletionCreateParamsStreaming {
  const { temperature, maxTokens, seed, stop = [], tools = [], responseSchema, think } = request
  return {
    model: request.model,
    messages: toOpenaiMessages(request.messages, dialect.title),
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { [dialect.maxTokensField]: maxTokens }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop: [...stop] }),
    ...(tools.length === 0 ? {} : { tools: tools.map(toTool) }),
    ...(responseSchema === undefined
      ? {}
      : {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'response', schema: { ...responseSchema }, strict: true },
          },
        }),
    ...(think === undefined ? {} : { reasoning_effort: effortOf(think) }),
  }
}

const toTool = ({ name, description, parameters }: ToolDefinition): ChatCompletionFunctionTool => ({
  type: 'function',
  function: { name, description, parameters: { ...parameters } },
})

function effortOf(think: NonNullable<LlmRequest['think']>): 'none' | 'low' | 'medium' | 'high' {
  if (think === true) return 'medium'
  return think === false ? 'none' : think
}
