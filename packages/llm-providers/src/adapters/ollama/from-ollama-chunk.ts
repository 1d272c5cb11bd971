import type { JsonValue, Usage } from '@engawa/core'
import type { ChatResponse } from 'ollama'
import type { FinishReason, StreamPart } from '../../provider.js'

/** What a reader has to remember between the lines of one answer. */
export interface OllamaReading {
  calledTools: boolean
}

type Received = { -readonly [K in keyof ChatResponse]?: ChatResponse[K] | undefined }

/**
 * The parts that one line of `/api/chat` holds. Calls of tools come in lines of their own before the last one, which
 * then says `stop` as if there had been none.
 */
export function* fromOllamaChunk(
  chunk: Received,
  reading: OllamaReading,
  asked: { readonly model: string; readonly newId: () => string },
): Generator<StreamPart> {
  const { thinking, content, tool_calls: calls } = chunk.message ?? {}
  if (thinking) yield { type: 'reasoning-delta', text: thinking }
  if (content) yield { type: 'text-delta', text: content }
  for (const call of calls ?? []) {
    reading.calledTools = true
    const id = (call as { id?: unknown }).id
    yield {
      type: 'tool-call',
      call: {
        id: typeof id === 'string' && id !== '' ? id : asked.newId(),
        name: call.function.name,
        arguments: (call.function.arguments ?? {}) as JsonValue,
      },
    }
  }
  if (chunk.done) {
    yield { type: 'usage', usage: usageOf(chunk) }
    yield { type: 'finish', reason: reasonOf(chunk.done_reason, reading), model: chunk.model ?? asked.model }
  }
}

const usageOf = ({ prompt_eval_count: input, eval_count: output }: Received): Usage => ({
  ...(input === undefined ? {} : { inputTokens: input }),
  ...(output === undefined ? {} : { outputTokens: output }),
})

function reasonOf(reason: string | undefined, { calledTools }: OllamaReading): FinishReason {
  if (reason === 'length') return 'length'
  if (calledTools) return 'tool-calls'
  return reason === 'stop' || reason === undefined ? 'stop' : 'other'
}
