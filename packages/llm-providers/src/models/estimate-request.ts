import type { ContentPart } from '@engawa/core'
import type { LlmRequest } from '../provider.js'
import { estimateTokens } from './estimate-tokens.js'

/** Roles, separators and the like that a chat template puts around each message. */
const aroundMessage = 4
/** An image of ordinary size. Providers count by its pixels, which base64 does not tell. */
const image = 1_600

/** About how many tokens a request's input is: messages, calls of tools, definitions of tools and a schema. */
export function estimateRequestTokens({ messages, tools = [], responseSchema }: LlmRequest): number {
  const said = messages.reduce((sum, { content, toolCalls = [] }) => {
    const calls = toolCalls.length === 0 ? 0 : estimateTokens(JSON.stringify(toolCalls))
    return sum + aroundMessage + calls + content.reduce((tokens, part) => tokens + tokensOf(part), 0)
  }, 0)
  const defined = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools))
  return said + defined + (responseSchema === undefined ? 0 : estimateTokens(JSON.stringify(responseSchema)))
}

const tokensOf = (part: ContentPart): number => (part.type === 'text' ? estimateTokens(part.text) : image)
