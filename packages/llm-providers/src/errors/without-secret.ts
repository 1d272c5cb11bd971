import { inspect } from 'node:util'
import { LlmError } from '@engawa/core'

/** Anything shorter is a stand-in for a server that wants no key, and would be found in ordinary words. */
const shortestSecret = 8

/**
 * The same error with a key taken out of everything that an error shows: message, hint and cause. Servers echo keys
 * in their answers, whole or with the middle starred out, and clients keep those answers in what they throw.
 */
export function withoutSecret(error: LlmError, secret: string | undefined): LlmError {
  if (!secret || secret.length < shortestSecret || !mentions(error, secret)) return error
  const clean = new LlmError(strip(error.message, secret), {
    code: error.code,
    recoverable: error.recoverable,
    exitCode: error.exitCode,
    ...(error.hint === undefined ? {} : { hint: strip(error.hint, secret) }),
    ...(error.details === undefined ? {} : { details: JSON.parse(strip(JSON.stringify(error.details), secret)) }),
  })
  if (error.cause instanceof Error) {
    // Only the message survives: a client's error carries bodies and headers that can't be searched for certain.
    clean.cause = new Error(strip(error.cause.message, secret))
  }
  return clean
}

const mentions = (error: LlmError, secret: string): boolean =>
  inspect(error, { depth: 8, maxStringLength: null, maxArrayLength: null }).includes(secret) ||
  starredForms(secret).test(error.message)

const strip = (text: string, secret: string): string =>
  text.replaceAll(secret, '‹key›').replace(starredForms(secret), '‹key›')

/** `sk-abc***xyz`: the key's beginning, stars, perhaps its end. */
function starredForms(secret: string): RegExp {
  const start = secret.slice(0, 3).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`${start}[\\w-]{0,20}\\*{2,}[\\w-]{0,20}`, 'g')
}
