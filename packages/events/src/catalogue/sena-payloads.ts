import * as z from 'zod/mini'

const count = z.int().check(z.nonnegative())
const name = z.string().check(z.minLength(1))

export const turnCompleted = z.strictObject({
  session_id: name,
  /** Of the assistant's message that ended the turn. */
  message_id: name,
  provider: name,
  /** The model that really answered. */
  model: name,
  duration_ms: count,
  input_tokens: z.exactOptional(count),
  output_tokens: z.exactOptional(count),
})

export const turnFailed = z.strictObject({
  session_id: name,
  /** Of the error: `llm/timeout`. */
  code: name,
  duration_ms: count,
})
