import type { ServerResponse } from 'node:http'
import { countTokens } from '../fake-wire/chat-reply.js'
import { sendError, sendJson } from '../fake-wire/send-json.js'
import { embedText } from './embed-text.js'
import { type FakeModel, findModel } from './fake-models.js'

/** `/api/embed`: one text or many. */
export function answerEmbed(
  body: Readonly<Record<string, unknown>>,
  response: ServerResponse,
  models: readonly FakeModel[],
): ServerResponse {
  const name = typeof body.model === 'string' ? body.model : ''
  const model = findModel(models, name)
  if (!model) return sendError(response, 404, `model "${name}" not found, try pulling it first`)
  if (!model.abilities.includes('embedding')) return sendError(response, 501, 'this model does not support embeddings')
  const input = typeof body.input === 'string' ? [body.input] : body.input
  if (!Array.isArray(input) || !input.every((text) => typeof text === 'string')) {
    return sendError(response, 400, 'invalid input type')
  }
  if (body.truncate === false && input.some((text) => countTokens(text) > model.contextLength)) {
    return sendError(response, 400, 'the input length exceeds the context length')
  }
  return sendJson(response, 200, {
    model: name,
    embeddings: input.map(embedText),
    total_duration: 2_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: input.reduce((sum, text) => sum + countTokens(text), 0),
  })
}
