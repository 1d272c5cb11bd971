import type { ToolCall, Usage } from '@engawa/core'
import type { AnswerOrigin, FinishReason, GenerateResult, StreamPart } from '../provider.js'

/** Read a stream to its end. */
export async function collect(stream: AsyncIterable<StreamPart>): Promise<GenerateResult> {
  let text = ''
  let reasoning = ''
  let usage: Usage = {}
  let finishReason: FinishReason = 'other'
  let model = ''
  let origin: AnswerOrigin = {}
  const toolCalls: ToolCall[] = []
  for await (const part of stream) {
    switch (part.type) {
      case 'text-delta':
        text += part.text
        break
      case 'reasoning-delta':
        reasoning += part.text
        break
      case 'tool-call':
        toolCalls.push(part.call)
        break
      case 'usage':
        usage = { ...usage, ...part.usage }
        break
      case 'finish':
        finishReason = part.reason
        model = part.model
        origin = originOf(part)
    }
  }
  return { text, reasoning, toolCalls, usage, finishReason, model, ...origin }
}

const originOf = ({ provider, insteadOf, cached }: AnswerOrigin): AnswerOrigin => ({
  ...(provider === undefined ? {} : { provider }),
  ...(insteadOf === undefined ? {} : { insteadOf }),
  ...(cached === undefined ? {} : { cached }),
})
