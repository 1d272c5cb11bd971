import type { JsonObject, LlmError } from '@engawa/core'
import { HttpFailure } from '../../errors/http-failure.js'
import { invalidResponse, llmError } from '../../errors/llm-errors.js'
import { causesOf } from '../../errors/network-failure.js'
import { type OpenaiErrorBody, readErrorBody } from './openai-error-body.js'

export interface OpenaiErrorContext {
  readonly title: string
  readonly model: string | undefined
  /** What to do about a key that was refused. */
  readonly keyHint: string
}

interface Failure extends OpenaiErrorBody {
  readonly status: number | undefined
  readonly cause: unknown
  readonly details: JsonObject
}

/** What a failure of a server that speaks OpenAI's protocol means, as a status or as an event in the stream. */
export function mapOpenaiError(error: unknown, context: OpenaiErrorContext): LlmError {
  const { title } = context
  for (const cause of causesOf(error)) {
    if (cause instanceof HttpFailure) return fromFailure(httpFailure(cause), context)
    // The client's error for `{"error": …}` in the middle of a stream.
    const inStream = (cause as { error?: unknown }).error
    if (inStream) {
      return fromFailure({ status: undefined, ...readErrorBody({ error: inStream }), cause, details: {} }, context)
    }
  }
  if (error instanceof SyntaxError || error instanceof TypeError) {
    return invalidResponse(title, 'an event that is not JSON of the expected shape', error)
  }
  return llmError('llm/server', `${title} failed.`, { hint: 'Ask again.', cause: error })
}

const httpFailure = (failure: HttpFailure): Failure => ({
  status: failure.status,
  ...readErrorBody(failure.body),
  cause: failure,
  details: {
    status: failure.status,
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  },
})

function fromFailure(failure: Failure, { title, model, keyHint }: OpenaiErrorContext): LlmError {
  const { status, code, message, cause, details } = failure
  const said = message === '' ? (status === undefined ? '' : `: HTTP ${status}`) : `: ${message}`

  // Gemini refuses a wrong key with 400. The server's words are not repeated: they may hold the key.
  if (
    status === 401 ||
    /invalid_api_key|authentication/i.test(code) ||
    /API key not valid|API_KEY_INVALID/.test(message)
  ) {
    return llmError('llm/unauthorized', `${title} did not accept the key.`, { hint: keyHint, cause })
  }
  if (status === 403) {
    return llmError('llm/unauthorized', `${title} does not allow this request${said}.`, { hint: keyHint, cause })
  }
  if (status === 402 || /insufficient_quota|billing/i.test(code)) {
    return llmError('llm/rate-limited', `The account at ${title} has no credit left.`, {
      hint: `Look at the billing page of ${title}.`,
      cause,
      details,
      recoverable: false,
    })
  }
  if (status === 429 || /rate_limit|RESOURCE_EXHAUSTED/i.test(code)) {
    return llmError('llm/rate-limited', `${title} is asked too often${said}.`, {
      hint: waitHint(details),
      cause,
      details,
    })
  }
  if (/model_not_found/i.test(code) || ((status === 404 || status === 400) && missesModel(message))) {
    return llmError('llm/model-not-found', `${title} has no model ${model ?? ''}.`.replace(' .', '.'), {
      hint: 'See which models there are, and check the spelling.',
      cause,
      details: model === undefined ? {} : { model },
    })
  }
  if (status === 404 || (status !== undefined && status >= 300 && status < 400)) {
    return invalidResponse(title, status === 404 ? 'that the address is unknown to it' : 'a redirect', cause)
  }
  if (/context_length|context_window/i.test(code) || status === 413) {
    return llmError('llm/bad-request', `The request is too long for ${model ?? title}${said}.`, {
      hint: 'Send less, or choose a model with a larger context.',
      cause,
      details,
    })
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 409) {
    return llmError('llm/bad-request', `${title} refused the request${said}.`, {
      hint: 'Change the request as the message says.',
      cause,
      details,
    })
  }
  return llmError('llm/server', `${title} failed${said}.`, { hint: 'Ask again in a while.', cause, details })
}

const missesModel = (message: string): boolean =>
  /\bmodels?\b.*(not found|does not exist|not exist|unknown|not available)|no (such )?model/i.test(message)

const waitHint = ({ retryAfterMs }: JsonObject): string =>
  typeof retryAfterMs === 'number' ? `Ask again in ${Math.ceil(retryAfterMs / 1_000)} s.` : 'Ask again in a while.'
