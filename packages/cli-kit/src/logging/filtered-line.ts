import type { JsonObject } from '@engawa/core'

export interface FilteredLine {
  readonly record: JsonObject
  readonly text: string
}

/**
 * A log line with its secrets taken out. Fails closed: where the filter throws, or leaves something that is no line any
 * more, a notice takes the line's place. It carries the level and the time, nothing else of the line.
 */
export function filteredLine(line: string, filter: (text: string) => string): FilteredLine {
  const text = line.trimEnd()
  try {
    const filtered = filter(text)
    return { record: JSON.parse(filtered) as JsonObject, text: filtered }
  } catch {
    const record = notice(text)
    return { record, text: JSON.stringify(record) }
  }
}

function notice(line: string): JsonObject {
  const { level, time, app } = JSON.parse(line) as Record<string, string>
  return {
    level: level ?? 'info',
    time: time ?? '',
    app: app ?? '',
    msg: 'a line was withheld: the filter could not check it',
  }
}
