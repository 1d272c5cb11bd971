import type { EventEnvelope } from '@engawa/events'
import { plain } from './plain.js'

/** One event on one line: when, what, and the fields of its payload. */
export function eventLine({ timestamp, event_type, source, payload }: EventEnvelope): string {
  const fields = Object.entries(payload).map(([name, value]) => `${name}=${shown(value)}`)
  return plain([timestamp, event_type, `source=${shown(source)}`, ...fields].join(' '))
}

/** A word as it is; anything that could be taken for more than one field in quotes. */
function shown(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value)
}
