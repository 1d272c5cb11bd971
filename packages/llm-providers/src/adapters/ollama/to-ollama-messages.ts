import type { ContentPart } from '@engawa/core'
import type { Message } from 'ollama'
import type { LlmMessage } from '../../provider.js'

/** Ollama names the tool that a result is from, where we keep the id of its call. */
export function toOllamaMessages(messages: readonly LlmMessage[]): Message[] {
  const toolNames = new Map(messages.flatMap(({ toolCalls = [] }) => toolCalls.map((call) => [call.id, call.name])))
  return messages.map((message) => {
    const images = message.content.flatMap((part) => (part.type === 'image' ? [bytesOf(part.data)] : []))
    const toolName = message.toolCallId === undefined ? undefined : toolNames.get(message.toolCallId)
    return {
      role: message.role,
      content: textOf(message.content),
      ...(images.length === 0 ? {} : { images }),
      ...(toolName === undefined ? {} : { tool_name: toolName }),
      ...(message.toolCalls === undefined || message.toolCalls.length === 0
        ? {}
        : {
            tool_calls: message.toolCalls.map(({ name, arguments: given }) => ({
              function: { name, arguments: asRecord(given) },
            })),
          }),
    }
  })
}

const textOf = (content: readonly ContentPart[]): string =>
  content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')

/** Bytes, because the client takes a string that happens to be the name of a file for that file. */
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
