import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { JsonValue, Usage } from '@engawa/core'
import { invalidResponse } from '../../errors/llm-errors.js'
import type { FinishReason, StreamPart } from '../../provider.js'

/** What a reader has to remember between the events of one answer. */
export class AnthropicReading {
  /** Calls of tools being received, by the index of their block. */
  readonly calls = new Map<number, { id: string; name: string; json: string }>()
  input: Partial<Counts> = {}
  output: Partial<Counts> = {}
  stopReason: string | null | undefined
  model: string | undefined
}

interface Counts {
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly cache_read_input_tokens: number | null
  readonly cache_creation_input_tokens: number | null
  readonly output_tokens_details: { readonly thinking_tokens?: number | null } | null
}

/** The parts that one event holds. The answer is finished with `message_stop`, and with nothing else. */
export function* fromAnthropicEvent(
  event: RawMessageStreamEvent,
  reading: AnthropicReading,
  askedModel: string,
): Generator<StreamPart> {
  switch (event.type) {
    case 'message_start':
      reading.model = event.message.model
      reading.input = event.message.usage ?? {}
      return
    case 'content_block_start':
      if (event.content_block.type === 'tool_use') {
        const { id, name } = event.content_block
        reading.calls.set(event.index, { id, name, json: '' })
      } else if (event.content_block.type === 'text' && event.content_block.text) {
        yield { type: 'text-delta', text: event.content_block.text }
      }
      return
    case 'content_block_delta':
      if (event.delta.type === 'text_delta') yield { type: 'text-delta', text: event.delta.text }
      if (event.delta.type === 'thinking_delta') yield { type: 'reasoning-delta', text: event.delta.thinking }
      if (event.delta.type === 'input_json_delta') {
        const call = reading.calls.get(event.index)
        if (call) call.json += event.delta.partial_json
      }
      return
    case 'content_block_stop': {
      const call = reading.calls.get(event.index)
      if (call) yield { type: 'tool-call', call: { id: call.id, name: call.name, arguments: parsed(call) } }
      return
    }
    case 'message_delta':
      reading.stopReason = event.delta.stop_reason
      reading.output = event.usage ?? {}
      return
    case 'message_stop':
      yield { type: 'usage', usage: usageOf(reading) }
      yield { type: 'finish', reason: reasonOf(reading.stopReason), model: reading.model ?? askedModel }
  }
}

function parsed({ name, json }: { name: string; json: string }): JsonValue {
  if (json.trim() === '') return {}
  try {
    return JSON.parse(json) as JsonValue
  } catch (error) {
    throw invalidResponse('Anthropic', `arguments for the tool ${name} that are not JSON`, error)
  }
}

/** Input is counted apart from what came from the cache; ours counts all of it. Later events have the final numbers. */
function usageOf({ input, output }: AnthropicReading): Usage {
  const count = (name: keyof Omit<Counts, 'output_tokens_details'>) => output[name] ?? input[name] ?? undefined
  const fresh = count('input_tokens')
  const cached = count('cache_read_input_tokens')
  const written = count('cache_creation_input_tokens')
  const outputTokens = count('output_tokens')
  const reasoning = output.output_tokens_details?.thinking_tokens
  return {
    ...(fresh === undefined ? {} : { inputTokens: fresh + (cached ?? 0) + (written ?? 0) }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(typeof reasoning === 'number' ? { reasoningTokens: reasoning } : {}),
  }
}

function reasonOf(reason: string | null | undefined): FinishReason {
  switch (reason) {
    case 'end_turn':
    case 'stop_sequence':
      return 'stop'
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length'
    case 'tool_use':
      return 'tool-calls'
    case 'refusal':
      return 'content-filter'
    default:
      return 'other'
  }
}
