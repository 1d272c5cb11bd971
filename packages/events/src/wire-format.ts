import { EventError, type JsonObject } from '@engawa/core'
import type { EventEnvelope } from './envelope.js'

/** `engawa`: the envelope as it is. `cloudevents`: structured CloudEvents 1.0 in JSON. */
export type EventFormat = 'engawa' | 'cloudevents'

export const contentTypes: Readonly<Record<EventFormat, string>> = {
  engawa: 'application/json',
  cloudevents: 'application/cloudevents+json',
}

export function encodeEvent(event: EventEnvelope, format: EventFormat): Uint8Array {
  return Buffer.from(JSON.stringify(format === 'cloudevents' ? toCloudEvent(event) : event))
}

/**
 * Read an event in either format; which one shows in the text itself.
 *
 * @throws EventError `event/malformed`. The payload is not held against the catalogue: it may be of a newer version.
 */
export function decodeEvent(body: Uint8Array | string): EventEnvelope {
  const value = parse(typeof body === 'string' ? body : Buffer.from(body).toString())
  if (!isObject(value)) throw malformed('it is not a JSON object')
  const event = 'specversion' in value ? fromCloudEvent(value) : value
  for (const field of ['id', 'event_type', 'version', 'timestamp', 'source'] as const) {
    if (typeof event[field] !== 'string' || event[field] === '') throw malformed(`${field} is missing`)
  }
  if (!isObject(event.payload)) throw malformed('its payload is not an object')
  return event as unknown as EventEnvelope
}

function toCloudEvent(event: EventEnvelope): JsonObject {
  return {
    specversion: '1.0',
    id: event.id,
    type: event.event_type,
    source: event.source,
    time: event.timestamp,
    datacontenttype: 'application/json',
    // Extension attributes: lower-case letters and digits only, by the specification.
    eventversion: event.version,
    ...(event.correlation_id === undefined ? {} : { correlationid: event.correlation_id }),
    ...(event.causation_id === undefined ? {} : { causationid: event.causation_id }),
    data: event.payload,
  }
}

function fromCloudEvent(value: JsonObject): JsonObject {
  return {
    id: value.id ?? null,
    event_type: value.type ?? null,
    version: value.eventversion ?? '1.0',
    timestamp: value.time ?? null,
    source: value.source ?? null,
    ...(value.correlationid === undefined ? {} : { correlation_id: value.correlationid }),
    ...(value.causationid === undefined ? {} : { causation_id: value.causationid }),
    payload: value.data ?? {},
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    throw malformed('it is not JSON')
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(why: string): EventError {
  return new EventError(`An event can't be read: ${why}.`, {
    code: 'event/malformed',
    hint: 'Find out who publishes it; an event needs id, event_type, version, timestamp, source and payload.',
  })
}
