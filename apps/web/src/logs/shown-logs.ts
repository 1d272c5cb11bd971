import type { LogLevel, LogRecord } from '@engawa/sena-client'

const order: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'critical']

export interface LogFilter {
  /** Records of this level and graver ones. */
  readonly level: LogLevel
  /** Found anywhere in module or message, in either case. */
  readonly text: string
}

/** Stored and live records as one list, each once, oldest first, as far as the filter lets them through. */
export function shownLogs(
  stored: readonly LogRecord[],
  live: readonly LogRecord[],
  { level, text }: LogFilter,
): readonly LogRecord[] {
  const all = new Map<number, LogRecord>()
  for (const record of [...stored, ...live]) all.set(record.id, record)
  const least = order.indexOf(level)
  const wanted = text.trim().toLowerCase()
  return [...all.values()]
    .filter((record) => order.indexOf(record.level) >= least)
    .filter(({ module, message }) => wanted === '' || `${module} ${message}`.toLowerCase().includes(wanted))
    .sort((a, b) => a.id - b.id)
}
