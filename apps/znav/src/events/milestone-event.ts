import { createId } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import { entryToWire } from '../domain/entry-wire.js'
import type { IntentEntry } from '../domain/intent.js'

/** `perth.milestone.recorded`: the entry as it was stored, without its id and time, which the envelope has. */
export function milestoneEvent(entry: IntentEntry): EventEnvelope {
  const { id, timestamp, ...payload } = entryToWire(entry)
  return {
    id: createId(),
    event_type: 'perth.milestone.recorded',
    version: '1.0',
    timestamp: entry.timestamp,
    source: 'znav',
    payload,
  }
}
