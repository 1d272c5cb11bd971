import type { JsonObject } from '@engawa/core'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
export type LogLevel = (typeof logLevels)[number]

/** A place that log lines go to: a file, a terminal, a database. Sees only what has passed the filter. */
export interface LogSink {
  /** Least level that it takes; everything unless told. */
  readonly level?: LogLevel
  /** One line: as parsed, and as JSON text without its line break. Must not throw. */
  write(record: JsonObject, line: string): void
  close?(): void
}

export const isAtLeast = (level: unknown, least: LogLevel | undefined): boolean =>
  least === undefined || logLevels.indexOf(level as LogLevel) >= logLevels.indexOf(least)
