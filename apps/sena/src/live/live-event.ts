import type { JsonObject } from '@engawa/core'
import type { Channel, LiveUpdate } from '@engawa/sena-client'

type WithoutNumber<T> = T extends unknown ? Omit<T, 'seq'> : never

/** What happens inside Sena, as the contract of `/ws/stream` words it, before it has a number. */
export type LiveEvent = WithoutNumber<LiveUpdate>

/** How the parts of Sena announce what they do. Never throws, never waits: watching must not slow the work. */
export type Announce = (event: LiveEvent) => void

const channels = {
  turn_started: 'processing',
  processing_update: 'processing',
  turn_finished: 'processing',
  memory_update: 'memory',
  log: 'logs',
  telemetry: 'telemetry',
  event: 'events',
} as const satisfies Record<LiveEvent['type'], Channel>

export const channelOf = (event: Pick<LiveEvent, 'type'>): Channel => channels[event.type]

/** Whether a message of another instance, which may be of another version, is an event that this one knows. */
export function isLiveEvent(message: JsonObject): message is JsonObject & LiveEvent {
  const { type, data } = message
  return typeof type === 'string' && Object.hasOwn(channels, type) && typeof data === 'object' && data !== null
}
