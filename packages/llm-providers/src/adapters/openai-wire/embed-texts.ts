import type OpenAI from 'openai'
import { invalidResponse } from '../../errors/llm-errors.js'
import type { EmbedRequest, EmbedResult } from '../../provider.js'

/** Texts sent in one request. */
const batch = 256

/** @throws LlmError `llm/invalid-response` unless there is one vector for each text, all of one dimension */
export async function embedTexts(openai: OpenAI, request: EmbedRequest, title: string): Promise<EmbedResult> {
  const vectors: (readonly number[])[] = []
  let { model } = request
  let inputTokens: number | undefined = 0
  for (let at = 0; at < request.texts.length; at += batch) {
    const input = request.texts.slice(at, at + batch)
    const answer = await openai.embeddings.create({ model: request.model, input, encoding_format: 'float' })
    const sorted = [...(answer.data ?? [])].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding)
    if (sorted.length !== input.length) throw invalidResponse(title, 'not one vector for each text')
    vectors.push(...sorted)
    model = answer.model ?? model
    // Servers of the protocol leave usage out.
    const counted = (answer.usage as Partial<typeof answer.usage> | undefined)?.prompt_tokens
    inputTokens = inputTokens === undefined || counted === undefined ? undefined : inputTokens + counted
  }
  if (vectors.some((vector) => !vector?.length || vector.length !== vectors[0]?.length)) {
    throw invalidResponse(title, 'vectors of different sizes')
  }
  return { model, vectors, ...(inputTokens === undefined ? {} : { usage: { inputTokens } }) }
}
