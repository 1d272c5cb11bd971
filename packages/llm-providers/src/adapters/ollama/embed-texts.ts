import type { Ollama } from 'ollama'
import { invalidResponse } from '../../errors/llm-errors.js'
import type { EmbedRequest, EmbedResult } from '../../provider.js'

/** Texts sent in one request. */
const batch = 64

/** @throws LlmError `llm/invalid-response` unless there is one vector for each text, all of one dimension */
export async function embedTexts(
  ollama: Ollama,
  request: EmbedRequest,
  options: { readonly keep_alive?: string | number },
): Promise<EmbedResult> {
  const vectors: number[][] = []
  let { model } = request
  let inputTokens: number | undefined = 0
  for (let at = 0; at < request.texts.length; at += batch) {
    const input = request.texts.slice(at, at + batch)
    // Not truncated: a text that doesn't fit is an error, not a vector of its beginning.
    const answer = await ollama.embed({ model: request.model, input, truncate: false, ...options })
    if (answer.embeddings?.length !== input.length) throw invalidResponse('Ollama', 'not one vector for each text')
    vectors.push(...answer.embeddings)
    model = answer.model ?? model
    const counted = answer.prompt_eval_count as number | undefined
    inputTokens = inputTokens === undefined || counted === undefined ? undefined : inputTokens + counted
  }
  if (vectors.some(({ length }) => length === 0 || length !== vectors[0]?.length)) {
    throw invalidResponse('Ollama', 'vectors of different sizes')
  }
  return { model, vectors, ...(inputTokens === undefined ? {} : { usage: { inputTokens } }) }
}
