import type { LogSink } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import type { LogRepository, LogRow } from '../database/repositories/log-repository.js'
import type { Announce } from '../live/live-event.js'
import { toLogLevel } from './log-levels.js'

/** Warnings and above go into the `logs` table and from there to whoever watches. */
export function databaseSink(logs: LogRepository, announce: Announce): LogSink {
  return {
    level: 'warn',
    write(record) {
      const row = insert(logs, record)
      if (row !== undefined) announce({ type: 'log', data: row })
    },
  }
}

/** A full disk must not turn a warning into a failure; the other sinks have the line. */
function insert(logs: LogRepository, record: JsonObject): LogRow | undefined {
  const { level, time, msg, module = 'sena', app: _app, pid: _pid, ...context } = record
  try {
    return logs.add({
      timestamp: String(time),
      level: toLogLevel(level),
      module: String(module),
      message: String(msg ?? ''),
      context,
    })
  } catch {
    return undefined
  }
}
