import type { JsonObject } from '../json.js'
import { exitCodes } from './exit-codes.js'

const marker: unique symbol = Symbol.for('@engawa/error')

export interface EngawaErrorOptions {
  /** Stable, machine-readable name of what went wrong: `storage/locked`. */
  readonly code?: string
  /** The next thing to try, as a sentence or a command. */
  readonly hint?: string
  readonly cause?: unknown
  /** Whether trying again, or going on without the failed part, makes sense. */
  readonly recoverable?: boolean
  readonly exitCode?: number
  /** Structured facts for `--json` and logs. Never a secret, never a user's content. */
  readonly details?: JsonObject
}

/**
 * The root of every error that Engawa raises on purpose.
 *
 * Recognised by a registered symbol, not by `instanceof`: two copies of core in one process agree on it.
 */
export class EngawaError extends Error {
  readonly code: string
  readonly hint: string | undefined
  readonly recoverable: boolean
  readonly exitCode: number
  readonly details: JsonObject | undefined

  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = options.code ?? 'internal'
    this.hint = options.hint
    this.recoverable = options.recoverable ?? false
    this.exitCode = options.exitCode ?? exitCodes.internal
    this.details = options.details
    Object.defineProperty(this, marker, { value: true })
  }
}

export function isEngawaError(value: unknown): value is EngawaError {
  return value instanceof Error && (value as { [marker]?: unknown })[marker] === true
}

/** What a client or a script gets to see of an error: no stack, no cause. */
export interface ErrorBody {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly details?: JsonObject
}

export function toErrorBody(error: unknown): ErrorBody {
  if (!isEngawaError(error)) {
    return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
  }
  return {
    code: error.code,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.details === undefined ? {} : { details: error.details }),
  }
}
