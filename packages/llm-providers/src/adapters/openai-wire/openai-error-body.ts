/** What an error's body says, whichever server of the protocol wrote it. */
export interface OpenaiErrorBody {
  readonly message: string
  /** `insufficient_quota`, `model_not_found`, `INVALID_ARGUMENT` … */
  readonly code: string
}

/**
 * OpenAI: `{error: {message, type, code}}`; Gemini the same in an array, with `status`; llama.cpp `{error: {code: 400}}`;
 * vLLM `{object: 'error', message}`; FastAPI `{detail}`; some `{error: 'text'}`.
 */
export function readErrorBody(body: unknown): OpenaiErrorBody {
  const outer = asRecord(Array.isArray(body) ? body[0] : body)
  const inner = asRecord(outer.error)
  const message = [inner.message, outer.error, outer.message, outer.detail, body].find(
    (text) => typeof text === 'string',
  )
  const codes = [inner.code, inner.type, inner.status, outer.code, outer.type].filter(
    (code) => typeof code === 'string',
  )
  return { message: shortened(message as string | undefined), code: codes.join(' ') }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** One line, without the full stop that the sentence around it will have. */
const shortened = (text = ''): string => text.replace(/\s+/g, ' ').trim().slice(0, 500).replace(/\.$/, '')
