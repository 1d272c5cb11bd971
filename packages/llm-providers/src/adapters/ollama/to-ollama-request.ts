import type { ChatRequest, Tool } from 'ollama'
import type { LlmRequest } from '../../provider.js'
import { toOllamaMessages } from './to-ollama-messages.js'

/**
 * Asked for unless the caller says otherwise. Without `num_ctx` Ollama takes 4096 or less, and silently forgets the
 * beginning of what doesn't fit.
 */
export const defaultContextWindow = 8_192

export function toOllamaRequest(
  request: LlmRequest,
  keepAlive: string | number | undefined,
): ChatRequest & { stream: true } {
  return {
    model: request.model,
    messages: toOllamaMessages(request.messages),
    stream: true,
    options: {
      num_ctx: request.contextWindow ?? defaultContextWindow,
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(request.maxTokens === undefined ? {} : { num_predict: request.maxTokens }),
      ...(request.seed === undefined ? {} : { seed: request.seed }),
      ...(request.stop === undefined || request.stop.length === 0 ? {} : { stop: [...request.stop] }),
    },
    ...(request.tools === undefined || request.tools.length === 0 ? {} : { tools: request.tools.map(toTool) }),
    ...(request.responseSchema === undefined ? {} : { format: request.responseSchema }),
    ...(request.think === undefined ? {} : { think: request.think }),
    ...(keepAlive === undefined ? {} : { keep_alive: keepAlive }),
  }
}

const toTool = ({ name, description, parameters }: NonNullable<LlmRequest['tools']>[number]): Tool => ({
  type: 'function',
  function: { name, description, parameters: parameters as NonNullable<Tool['function']['parameters']> },
})
