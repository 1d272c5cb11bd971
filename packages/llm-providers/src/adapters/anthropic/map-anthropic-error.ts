import type { JsonObject, LlmError } from '@engawa/core'
import { HttpFailure } from '../../errors/http-failure.js'
import { invalidResponse, llmError } from '../../errors/llm-errors.js'
import { causesOf } from '../../errors/network-failure.js'

const title = 'Anthropic'

/** What to do about a key that is missing or refused. */
export const anthropicKeyHint = 'Set ANTHROPIC_API_KEY to a key from https://console.anthropic.com/settings/keys'

/** What a failure of Anthropic means: `{type: 'error', error: {type, message}}`, as a status or as an event. */
export function mapAnthropicError(error: unknown, model: string | undefined): LlmError {
  for (const cause of causesOf(error)) {
    if (cause instanceof HttpFailure) {
      const { status, retryAfterMs } = cause
      const details = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
      return fromType(readBody(cause.body), status, { cause, details }, model)
    }
    const inStream = (cause as { error?: unknown }).error
    if (inStream) return fromType(readBody(inStream), undefined, { cause, details: {} }, model)
  }
  if (error instanceof SyntaxError || error instanceof TypeError) {
    return invalidResponse(title, 'an event that is not JSON of the expected shape', error)
  }
  return llmError('llm/server', `${title} failed.`, { hint: 'Ask again.', cause: error })
}

interface Facts {
  readonly cause: unknown
  readonly details: JsonObject
}

function fromType(
  { type, message }: Body,
  status: number | undefined,
  facts: Facts,
  model: string | undefined,
): LlmError {
  const said = message === '' ? (status === undefined ? '' : `: HTTP ${status}`) : `: ${message}`
  // The server's words about a key are not repeated: they may hold it.
  if (type === 'authentication_error' || status === 401) {
    return llmError('llm/unauthorized', `${title} did not accept the key.`, {
      hint: anthropicKeyHint,
      cause: facts.cause,
    })
  }
  if (type === 'permission_error' || status === 403) {
    return llmError('llm/unauthorized', `${title} does not allow this request${said}.`, {
      hint: anthropicKeyHint,
      ...facts,
    })
  }
  if (type === 'billing_error' || status === 402 || /credit balance is too low/i.test(message)) {
    const hint = `Look at the billing page of ${title}.`
    return llmError('llm/rate-limited', `The account at ${title} has no credit left.`, {
      hint,
      ...facts,
      recoverable: false,
    })
  }
  if (type === 'rate_limit_error' || status === 429) {
    return llmError('llm/rate-limited', `${title} is asked too often${said}.`, {
      hint: 'Ask again in a while.',
      ...facts,
    })
  }
  if (/^model:/.test(message) || (type === 'not_found_error' && /model/i.test(message))) {
    return llmError('llm/model-not-found', `${title} has no model ${model ?? message}.`, {
      hint: 'See which models there are, and check the spelling.',
      cause: facts.cause,
      details: model === undefined ? {} : { model },
    })
  }
  if (status === 404 || (status !== undefined && status >= 300 && status < 400)) {
    return invalidResponse(title, status === 404 ? 'that the address is unknown to it' : 'a redirect', facts.cause)
  }
  if (type === 'request_too_large' || status === 413 || /prompt is too long/i.test(message)) {
    const hint = 'Send less, or choose a model with a larger context.'
    return llmError('llm/bad-request', `The request is too long for ${model ?? title}${said}.`, { hint, ...facts })
  }
  if (type === 'invalid_request_error' || (status !== undefined && status >= 400 && status < 500 && status !== 408)) {
    const hint = 'Change the request as the message says.'
    return llmError('llm/bad-request', `${title} refused the request${said}.`, { hint, ...facts })
  }
  return llmError('llm/server', `${title} failed${said}.`, { hint: 'Ask again in a while.', ...facts })
}

interface Body {
  readonly type: string
  readonly message: string
}

function readBody(body: unknown): Body {
  const outer = asRecord(body)
  const inner = asRecord(outer.error ?? outer)
  return {
    type: typeof inner.type === 'string' ? inner.type : '',
    message: typeof inner.message === 'string' ? inner.message.slice(0, 500).replace(/\.$/, '') : '',
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
