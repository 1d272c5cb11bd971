import type { LogLevel as LineLevel } from '@engawa/cli-kit'
import { type LogLevel, logLevels } from '../database/repositories/log-repository.js'

/** The documented levels of settings and database, in the logger's words. */
const lineLevels = {
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  error: 'error',
  critical: 'fatal',
} as const satisfies Record<LogLevel, LineLevel>

export const toLineLevel = (level: LogLevel): LineLevel => lineLevels[level]

/** What no documented level has counts as `debug`. */
export const toLogLevel = (level: unknown): LogLevel => logLevels.find((name) => lineLevels[name] === level) ?? 'debug'
