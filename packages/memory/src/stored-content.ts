import { type JsonObject, type JsonValue, MemoryError } from '@engawa/core'
import type { RedactPort } from './memory.js'

/** Longest memory, in UTF-16 units. The conversation keeps the rest; nobody recalls a pasted log by its tail. */
export const maxContentLength = 16_000

export interface StoredContent {
  readonly content: string
  readonly truncated: boolean
}

/**
 * A text as it goes into the database: redacted first (a cut could leave half a secret that no rule knows), without
 * NUL and lone surrogates, no longer than `maxContentLength`.
 *
 * @throws MemoryError `memory/empty` when nothing is left
 */
export function storedContent(text: string, redact: RedactPort): StoredContent {
  const whole = redact(text.replaceAll('\u0000', ' ').toWellFormed()).trim()
  if (whole === '') {
    throw new MemoryError('A memory needs at least one character.', { code: 'memory/empty', recoverable: false })
  }
  const content = whole.slice(0, maxContentLength).toWellFormed()
  return { content, truncated: content.length < whole.length }
}

/** Metadata is written by programs, which put anything into it: keys and values pass the same filter. */
export function redactedMetadata(metadata: JsonObject, redact: RedactPort): JsonObject {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [redact(key), redactedValue(value, redact)]))
}

function redactedValue(value: JsonValue, redact: RedactPort): JsonValue {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redactedValue(item, redact))
  if (typeof value === 'object' && value !== null) return redactedMetadata(value as JsonObject, redact)
  return value
}
