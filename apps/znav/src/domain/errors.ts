import { EngawaError, type EngawaErrorOptions, isEngawaError, UserError } from '@engawa/core'

/** Perth's own table; scripts rely on it. */
export const perthExitCodes = { ok: 0, error: 1, notFound: 2, config: 3, redis: 4, provider: 5 } as const

/** Zellij is missing, too old, or did not do what it was asked. */
export class ZellijError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'zellij', exitCode: perthExitCodes.error, ...options })
  }
}

/** The pane, tab, session or history that was asked for isn't there. */
export class NotFoundError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'not-found', exitCode: perthExitCodes.notFound, ...options })
  }
}

/** Redis can't be reached or refused what it was asked. */
export class RedisError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'redis', exitCode: perthExitCodes.redis, ...options })
  }
}

/** A value that a person typed and that can't be taken. */
export function refused(code: string, message: string, hint: string): UserError {
  return new UserError(message, { code, hint, exitCode: perthExitCodes.error })
}

const byFamily: Readonly<Record<string, number>> = {
  'not-found': perthExitCodes.notFound,
  config: perthExitCodes.config,
  redis: perthExitCodes.redis,
  llm: perthExitCodes.provider,
}

/** Perth's exit code for any error: by the first word of its code, 1 for all others. */
export function exitCodeOf(error: unknown): number {
  if (!isEngawaError(error)) return perthExitCodes.error
  return byFamily[error.code.split('/', 1)[0] ?? ''] ?? perthExitCodes.error
}
