import * as z from 'zod/mini'

const count = z.int().check(z.nonnegative())
const name = z.string().check(z.minLength(1))

export const turnStarted = z.strictObject({
  session_id: name,
})

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

export const processingUpdated = z.strictObject({
  /** `intent_classification`, `memory_retrieval` … */
  stage: name,
  state: z.exactOptional(z.enum(['running', 'done', 'skipped', 'failed'])),
  /** For people, in a few words. */
  details: z.string(),
  turn_id: z.exactOptional(name),
  session_id: z.exactOptional(name),
  duration_ms: z.exactOptional(count),
})

export const memoryUpdated = z.strictObject({
  action: z.enum(['retrieving', 'retrieved', 'stored', 'updated', 'deleted']),
  query: z.exactOptional(z.string()),
  results_count: count,
  turn_id: z.exactOptional(name),
})

export const logRecorded = z.strictObject({
  level: z.enum(['debug', 'info', 'warning', 'error', 'critical']),
  message: z.string(),
  /** Part of Sena that wrote it. */
  module: z.exactOptional(name),
})

export const telemetryUpdated = z.strictObject({
  name,
  value: z.number(),
})

export const extensionLoaded = z.strictObject({
  name,
  version: name,
  reloaded: z.boolean(),
})

export const extensionFailed = z.strictObject({
  name,
  /** Of the error: `extension/timeout`. */
  code: name,
})

export const extensionGenerated = z.strictObject({
  name,
  status: z.enum(['success', 'validation_failed', 'test_failed']),
})
