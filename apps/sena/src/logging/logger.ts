import { type Clock, type JsonObject, systemClock, timestamp } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import type { LogLevel } from '../database/repositories/log-repository.js'

export interface LogEntry {
  readonly timestamp: string
  readonly level: LogLevel
  /** The part of Sena that speaks: `pipeline`, `api`. */
  readonly module: string
  readonly message: string
  readonly context: JsonObject
}

/** Where entries go. Must not throw for long: what fails in a sink is reported once, by the sink. */
export type LogSink = (entry: LogEntry) => void

export interface Logger {
  log(level: LogLevel, message: string, context?: JsonObject): void
  /** The same logger, speaking for another part. */
  for(module: string): Logger
}

export interface LoggerOptions {
  readonly filter: Pick<SecretFilter, 'redact'>
  readonly sinks: readonly LogSink[]
  readonly clock?: Clock
}

/** Everything logged passes the secret filter; what it can't vouch for is withheld, and that is logged. */
export function createLogger({ filter, sinks, clock = systemClock }: LoggerOptions, module = 'sena'): Logger {
  const filtered = (message: string, context: JsonObject) => {
    try {
      return filter.redact({ message, context }).value
    } catch {
      return { message: 'A log entry was withheld: the secret filter could not vouch for it.', context: {} }
    }
  }
  return {
    log(level, message, context = {}) {
      const entry = { timestamp: timestamp(clock), level, module, ...filtered(message, context) }
      for (const sink of sinks) sink(entry)
    },
    for: (other) => createLogger({ filter, sinks, clock }, other),
  }
}
