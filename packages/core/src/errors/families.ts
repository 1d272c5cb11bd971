import { EngawaError, type EngawaErrorOptions } from './engawa-error.js'
import { exitCodes } from './exit-codes.js'

/** The person asked for something that can't be: a wrong flag, an unknown name, a bad value. */
export class UserError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'user', exitCode: exitCodes.usage, ...options })
  }
}

/** A configuration, a key or a consent is missing or wrong. */
export class ConfigError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'config', exitCode: exitCodes.config, ...options })
  }
}

/** A model or its provider failed: unreachable, refused, cut off, out of quota. */
export class LlmError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'llm', exitCode: exitCodes.provider, ...options })
  }
}

/** Something could not be stored or read back. */
export class StorageError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'storage', exitCode: exitCodes.storage, ...options })
  }
}

/** Remembering or recalling failed. A turn can go on without it. */
export class MemoryError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'memory', recoverable: true, ...options })
  }
}

/** An extension could not be loaded, was refused a capability, broke or overran its limits. */
export class ExtensionError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'extension', recoverable: true, ...options })
  }
}

/** An event could not be recorded or delivered. */
export class EventError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'event', recoverable: true, ...options })
  }
}

/** A passing fault: the same call may succeed later. */
export class RecoverableError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'recoverable', recoverable: true, ...options })
  }
}

/** The secret filter could not vouch for a value, so the value goes nowhere. */
export class FilterError extends EngawaError {
  constructor(message: string, options: EngawaErrorOptions = {}) {
    super(message, { code: 'filter', exitCode: exitCodes.config, ...options })
  }
}
