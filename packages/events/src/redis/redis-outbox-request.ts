import type { Redacted } from '@engawa/core'
import type { EventEnvelope } from '../envelope.js'
import { defaultBounds, type OutboxBounds } from '../outbox/outbox-bounds.js'
import { vouchedFor } from '../vouched-for.js'

/** What `outbox_add` in `redisOutboxFunctions()` takes; goes through JSON on its way there. */
export interface RedisOutboxRequest {
  readonly events: readonly { readonly id: string; readonly json: string }[]
  readonly bounds: ReturnType<typeof requestBounds>
}

/**
 * @param now milliseconds since the epoch
 * @throws FilterError for an event that did not pass the secret filter
 */
export function redisOutboxRequest(
  events: readonly Redacted<EventEnvelope>[],
  now: number,
  limits: OutboxBounds = {},
): RedisOutboxRequest {
  return {
    events: events.map((event) => ({ id: vouchedFor(event).id, json: JSON.stringify(event.value) })),
    bounds: requestBounds(now, { ...defaultBounds, ...limits }),
  }
}

export function requestBounds(now: number, { maxCount, maxAgeMs }: Required<OutboxBounds>) {
  return { now, now_text: new Date(now).toISOString(), oldest: now - maxAgeMs, max_count: maxCount }
}
