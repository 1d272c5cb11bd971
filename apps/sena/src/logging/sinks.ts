import { atLeast, type LogLevel, type LogRepository, type LogRow } from '../database/repositories/log-repository.js'
import type { Announce } from '../live/live-event.js'
import type { LogSink } from './logger.js'

/** Lines for people: `12:00:01 WARNING pipeline: …`. */
export function textSink(write: (line: string) => void, minimum: LogLevel): LogSink {
  const shown = new Set(atLeast(minimum))
  return ({ timestamp, level, module, message }) => {
    if (shown.has(level)) write(`${timestamp.slice(11, 19)} ${level.toUpperCase()} ${module}: ${message}\n`)
  }
}

const stored = new Set(atLeast('warning'))

/** Warnings and above go into the `logs` table and from there to whoever watches. */
export function databaseSink(logs: LogRepository, announce: Announce): LogSink {
  return (entry) => {
    if (!stored.has(entry.level)) return
    const row = insert(logs, entry)
    if (row !== undefined) announce({ type: 'log', data: row })
  }
}

/** A full disk must not turn a warning into a failure; the text sink has shown the entry already. */
function insert(logs: LogRepository, entry: Parameters<LogRepository['add']>[0]): LogRow | undefined {
  try {
    return logs.add(entry)
  } catch {
    return undefined
  }
}
