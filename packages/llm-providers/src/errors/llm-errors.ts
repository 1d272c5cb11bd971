import { exitCodes, type JsonObject, LlmError } from '@engawa/core'

/** What went wrong with a model, in a word that programs can rely on. */
export type LlmErrorCode =
  | 'llm/no-provider'
  | 'llm/no-client'
  | 'llm/unreachable'
  | 'llm/unauthorized'
  | 'llm/rate-limited'
  | 'llm/model-not-found'
  | 'llm/bad-request'
  | 'llm/server'
  | 'llm/cut-off'
  | 'llm/timeout'
  | 'llm/aborted'
  | 'llm/invalid-response'
  | 'llm/refused-capability'
  | 'llm/circuit-open'
  | 'llm/over-budget'
  | 'llm/price-unknown'

export interface LlmErrorFacts {
  readonly hint: string
  readonly cause?: unknown
  readonly details?: JsonObject
  /** Whether the same request may succeed later. Each code has its usual answer. */
  readonly recoverable?: boolean
}

const usuallyRecoverable: ReadonlySet<LlmErrorCode> = new Set([
  'llm/unreachable',
  'llm/rate-limited',
  'llm/server',
  'llm/cut-off',
  'llm/timeout',
  'llm/circuit-open',
])

const exitCodeOf: Partial<Record<LlmErrorCode, number>> = {
  'llm/no-client': exitCodes.internal,
  'llm/unauthorized': exitCodes.config,
  'llm/no-provider': exitCodes.config,
  'llm/refused-capability': exitCodes.usage,
  'llm/aborted': exitCodes.interrupted,
  'llm/over-budget': exitCodes.budget,
  'llm/price-unknown': exitCodes.budget,
}

export function llmError(code: LlmErrorCode, message: string, facts: LlmErrorFacts): LlmError {
  return new LlmError(message, {
    code,
    recoverable: usuallyRecoverable.has(code),
    exitCode: exitCodeOf[code] ?? exitCodes.provider,
    ...facts,
  })
}

/** The provider cannot do what a field of the request asks. Said, never dropped. */
export const refusedCapability = (provider: string, field: string, why: string): LlmError =>
  llmError('llm/refused-capability', `${provider} cannot take \`${field}\`: ${why}.`, {
    hint: `Leave \`${field}\` out, or choose a model that can.`,
    details: { provider, field },
  })

export const invalidResponse = (provider: string, what: string, cause?: unknown): LlmError =>
  llmError('llm/invalid-response', `${provider} sent something that is not an answer: ${what}.`, {
    hint: 'Check that the address is that of the right kind of server, and its version.',
    ...(cause === undefined ? {} : { cause }),
  })

export const cutOff = (provider: string, cause?: unknown): LlmError =>
  llmError('llm/cut-off', `The answer of ${provider} was cut off before its end.`, {
    hint: 'What had arrived is kept. Ask again.',
    ...(cause === undefined ? {} : { cause }),
  })
