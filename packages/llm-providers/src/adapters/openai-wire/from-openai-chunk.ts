import type { JsonValue, Usage } from '@engawa/core'
import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import { invalidResponse, llmError } from '../../errors/llm-errors.js'
import type { FinishReason, StreamPart } from '../../provider.js'

/** What a reader has to remember between the chunks of one answer. */
export class OpenaiReading {
  /** Calls of tools arrive in fragments, by index. */
  readonly calls = new Map<number, { id: string; name: string; json: string }>()
  finish: string | undefined
  refused = false
  model: string | undefined
  usage: Usage | undefined
}

type Choice = ChatCompletionChunk.Choice
/** Compatible servers leave out what OpenAI always sends, and add where they put the reasoning. */
type Delta = Choice['delta'] & { reasoning_content?: string | null; reasoning?: string | null }
export type OpenaiChunk = Partial<Omit<ChatCompletionChunk, 'choices'>> & {
  choices?: readonly { delta?: Delta | null; finish_reason?: string | null }[] | null
}

/** The parts that one chunk holds. Calls of tools, usage and the end come with `endOfOpenaiStream`. */
export function* fromOpenaiChunk(chunk: OpenaiChunk, reading: OpenaiReading): Generator<StreamPart> {
  if (chunk.model) reading.model = chunk.model
  // Some servers repeat the running total in every chunk: the last one counts.
  if (chunk.usage) reading.usage = usageOf(chunk.usage)
  const choice = chunk.choices?.[0]
  if (choice?.finish_reason) reading.finish = choice.finish_reason
  const delta = choice?.delta
  if (!delta) return
  const reasoning = delta.reasoning_content ?? delta.reasoning
  if (reasoning) yield { type: 'reasoning-delta', text: reasoning }
  if (delta.content) yield { type: 'text-delta', text: delta.content }
  if (delta.refusal) {
    reading.refused = true
    yield { type: 'text-delta', text: delta.refusal }
  }
  for (const call of delta.tool_calls ?? []) addFragment(reading, call)
}

/** After the last chunk. Yields no `finish` when the server never said that it had finished: the answer was cut off. */
export function* endOfOpenaiStream(
  reading: OpenaiReading,
  asked: { readonly title: string; readonly model: string; readonly newId: () => string },
): Generator<StreamPart> {
  if (reading.finish === undefined) return
  if (reading.finish === 'error') {
    throw llmError('llm/server', `${asked.title} failed in the middle of an answer.`, { hint: 'Ask again.' })
  }
  for (const { id, name, json } of reading.calls.values()) {
    yield { type: 'tool-call', call: { id: id || asked.newId(), name, arguments: parsed(json, name, asked.title) } }
  }
  if (reading.usage) yield { type: 'usage', usage: reading.usage }
  yield { type: 'finish', reason: reasonOf(reading), model: reading.model ?? asked.model }
}

type Fragment = NonNullable<Choice['delta']['tool_calls']>[number]

function addFragment(reading: OpenaiReading, fragment: Fragment): void {
  // Gemini leaves the index out and sends each call whole, with an id of its own.
  const index = (fragment.index as number | undefined) ?? reading.calls.size
  const call = reading.calls.get(index) ?? { id: '', name: '', json: '' }
  reading.calls.set(index, {
    id: call.id || (fragment.id ?? ''),
    name: call.name || (fragment.function?.name ?? ''),
    json: call.json + (fragment.function?.arguments ?? ''),
  })
}

function parsed(json: string, name: string, title: string): JsonValue {
  if (json.trim() === '') return {}
  try {
    return JSON.parse(json) as JsonValue
  } catch (error) {
    throw invalidResponse(title, `arguments for the tool ${name} that are not JSON`, error)
  }
}

const usageOf = (usage: NonNullable<ChatCompletionChunk['usage']>): Usage => {
  const { prompt_tokens: input, completion_tokens: output } = usage as Partial<typeof usage>
  const cached = usage.prompt_tokens_details?.cached_tokens
  const reasoning = usage.completion_tokens_details?.reasoning_tokens
  return {
    ...(typeof input === 'number' ? { inputTokens: input } : {}),
    ...(typeof output === 'number' ? { outputTokens: output } : {}),
    ...(typeof cached === 'number' ? { cachedInputTokens: cached } : {}),
    ...(typeof reasoning === 'number' ? { reasoningTokens: reasoning } : {}),
  }
}

function reasonOf({ finish, refused, calls }: OpenaiReading): FinishReason {
  if (refused || finish === 'content_filter') return 'content-filter'
  if (finish === 'length') return 'length'
  // Some servers say `stop` after calls of tools.
  if (calls.size > 0 || finish === 'tool_calls' || finish === 'function_call') return 'tool-calls'
  return finish === 'stop' ? 'stop' : 'other'
}
