import type { LlmError } from '@engawa/core'
import { HttpFailure } from '../../errors/http-failure.js'
import { cutOff, invalidResponse, llmError } from '../../errors/llm-errors.js'
import { causesOf } from '../../errors/network-failure.js'

const title = 'Ollama'

/** What a failure of Ollama means. Its errors are `{"error": "text"}`, as a status or as a line under HTTP 200. */
export function mapOllamaError(error: unknown, model = ''): LlmError {
  const failure = [...causesOf(error)].find((cause) => cause instanceof HttpFailure)
  if (failure) return fromStatus(failure, model)
  if (error instanceof Error && error.message.startsWith('Did not receive done')) return cutOff(title, error)
  if (error instanceof SyntaxError || error instanceof TypeError) {
    return invalidResponse(title, 'an answer of an unknown shape', error)
  }
  const text = error instanceof Error ? error.message : String(error)
  return fromText(text, model, error) ?? serverFailed(text, error)
}

function fromStatus(failure: HttpFailure, model: string): LlmError {
  const text = textOf(failure.body) || `HTTP ${failure.status}`
  const details = {
    status: failure.status,
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  }
  const known = fromText(text, model, failure)
  if (known) return known
  if (failure.status === 401 || failure.status === 403) {
    return llmError('llm/unauthorized', `${title} refused the request: ${text}.`, {
      hint: 'Sign in with: ollama signin — or give the key of the server in front of it.',
      cause: failure,
    })
  }
  if (failure.status === 429) {
    return llmError('llm/rate-limited', `${title} is asked too often: ${text}.`, {
      hint: 'Wait a little and ask again.',
      cause: failure,
      details,
    })
  }
  if (failure.status === 404 && typeof failure.body === 'string') {
    return invalidResponse(title, 'a page that says “not found”', failure)
  }
  if (failure.status >= 300 && failure.status < 400) return invalidResponse(title, 'a redirect', failure)
  if (failure.status >= 500) return serverFailed(text, failure, details)
  return llmError('llm/bad-request', `${title} refused the request: ${text}.`, {
    hint: 'Change the request as the message says.',
    cause: failure,
    details,
  })
}

/** Meanings that only the words carry. */
function fromText(text: string, model: string, cause: unknown): LlmError | undefined {
  if (/model .*not found|try pulling it/i.test(text)) {
    return llmError('llm/model-not-found', `${title} has no model ${model}.`, {
      hint: `Get it with: ollama pull ${model}`,
      cause,
      details: { model },
    })
  }
  if (/does not support/i.test(text)) {
    return llmError('llm/refused-capability', `${title}: ${text}.`, { hint: 'Choose a model that can.', cause })
  }
  if (/exceeds (the|maximum) context length|context length exceeded/i.test(text)) {
    return llmError('llm/bad-request', `${title}: ${text}.`, { hint: 'Send less, or in smaller pieces.', cause })
  }
  if (/requires more system memory|out of memory/i.test(text)) {
    return llmError('llm/server', `${title} could not run ${model}: ${text}.`, {
      hint: 'Choose a smaller model or a smaller context.',
      cause,
      recoverable: false,
    })
  }
  return undefined
}

const serverFailed = (text: string, cause: unknown, details = {}): LlmError =>
  llmError('llm/server', `${title} failed: ${text}.`, { hint: 'Its log says more.', cause, details })

function textOf(body: unknown): string {
  if (typeof body === 'string') return body.trim().slice(0, 200)
  const error = (body as { error?: unknown } | null)?.error
  return typeof error === 'string' ? error.slice(0, 500) : ''
}
