import type { ContentBlockParam, MessageParam, ToolResultBlockParam } from '@anthropic-ai/sdk/resources/messages'
import type { ContentPart } from '@engawa/core'
import { refusedCapability } from '../../errors/llm-errors.js'
import type { LlmMessage } from '../../provider.js'

export interface AnthropicConversation {
  /** Instructions stand beside the conversation, not in it: all system messages, in order. */
  readonly system: string
  readonly messages: MessageParam[]
}

/** @throws LlmError `llm/refused-capability` for an image in a place that has none */
export function toAnthropicMessages(messages: readonly LlmMessage[]): AnthropicConversation {
  const system: string[] = []
  const turns: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = []
  for (const message of messages) {
    if (message.role === 'system') {
      system.push(systemText(message.content))
      continue
    }
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const content = blocksOf(message)
    const last = turns.at(-1)
    // Results of several calls must stand together in the one turn after them.
    if (last?.role === role) last.content.push(...content)
    else turns.push({ role, content })
  }
  return {
    system: system.filter((text) => text !== '').join('\n\n'),
    messages: turns.filter(({ content }) => content.length > 0),
  }
}

function blocksOf(message: LlmMessage): ContentBlockParam[] {
  const content = message.content.flatMap(toBlock)
  if (message.role === 'tool') return [{ type: 'tool_result', tool_use_id: message.toolCallId ?? '', content }]
  if (message.role === 'assistant' && content.some(({ type }) => type === 'image')) {
    throw refusedCapability('Anthropic', 'messages', 'it takes no images in an assistant message')
  }
  const calls = (message.toolCalls ?? []).map(({ id, name, arguments: input }) => ({
    type: 'tool_use' as const,
    id,
    name,
    input,
  }))
  return [...content, ...calls]
}

type Block = Extract<Exclude<ToolResultBlockParam['content'], string | undefined>[number], { type: 'text' | 'image' }>

/** Empty texts are left out: the API refuses them, and they say nothing. */
function toBlock(part: ContentPart): Block[] {
  if (part.type === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text }]
  return [{ type: 'image', source: { type: 'base64', media_type: mediaTypeOf(part.mediaType), data: part.data } }]
}

const mediaTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const

function mediaTypeOf(type: string): (typeof mediaTypes)[number] {
  const known = mediaTypes.find((candidate) => candidate === type)
  if (!known) throw refusedCapability('Anthropic', 'messages', `it takes no ${type}`)
  return known
}

function systemText(content: readonly ContentPart[]): string {
  if (content.some(({ type }) => type === 'image')) {
    throw refusedCapability('Anthropic', 'messages', 'it takes no images in a system message')
  }
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')
}
