import type { ContentPart, ToolCall } from '@engawa/core'
import type { ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { refusedCapability } from '../../errors/llm-errors.js'
import type { LlmMessage } from '../../provider.js'

/** @throws LlmError `llm/refused-capability` for an image anywhere but in a user's message */
export const toOpenaiMessages = (messages: readonly LlmMessage[], provider: string): ChatCompletionMessageParam[] =>
  messages.map((message) => toOpenaiMessage(message, provider))

function toOpenaiMessage(message: LlmMessage, provider: string): ChatCompletionMessageParam {
  const { role, toolCalls = [] } = message
  if (role === 'user') return { role, content: userContent(message.content) }
  if (message.content.some(({ type }) => type === 'image')) {
    throw refusedCapability(provider, 'messages', `it takes images from the user alone, not in a ${role} message`)
  }
  const content = textOf(message.content)
  if (role === 'system') return { role, content }
  if (role === 'tool') return { role, content, tool_call_id: message.toolCallId ?? '' }
  if (toolCalls.length === 0) return { role, content }
  return { role, content: content || null, tool_calls: toolCalls.map(toToolCall) }
}

/** A bare string where it can be one: not every compatible server takes parts. */
function userContent(content: readonly ContentPart[]): string | ChatCompletionContentPart[] {
  if (content.every(({ type }) => type === 'text')) return textOf(content)
  return content.map((part) =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.data}` } },
  )
}

const toToolCall = ({ id, name, arguments: given }: ToolCall) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: JSON.stringify(given) },
})

const textOf = (content: readonly ContentPart[]): string =>
  content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')
