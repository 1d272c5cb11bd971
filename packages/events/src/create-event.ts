import { type Clock, createId, type IdGenerator, systemClock, timestamp } from '@engawa/core'
import { catalogue, type EventPayloads, type EventType } from './catalogue/catalogue.js'
import { checkPayload } from './catalogue/check-payload.js'
import type { EventEnvelope } from './envelope.js'

export interface CreateEventOptions {
  /** Who announces it: `znav`, `sena`. */
  readonly source: string
  readonly clock?: Clock
  readonly createId?: IdGenerator
  readonly correlationId?: string
  readonly causationId?: string
}

/**
 * Make an event of the catalogue, its payload checked. It still has to pass the secret filter before anything takes it.
 *
 * @throws EventError when the catalogue doesn't know the type or the payload is not as it should be
 */
export async function createEvent<T extends EventType>(
  type: T,
  payload: EventPayloads[T],
  options: CreateEventOptions,
): Promise<EventEnvelope<EventPayloads[T]>> {
  const checked = await checkPayload(type, payload)
  return {
    id: (options.createId ?? createId)(),
    event_type: type,
    version: catalogue[type].version,
    timestamp: timestamp(options.clock ?? systemClock),
    source: options.source,
    ...(options.correlationId === undefined ? {} : { correlation_id: options.correlationId }),
    ...(options.causationId === undefined ? {} : { causation_id: options.causationId }),
    payload: checked,
  }
}
