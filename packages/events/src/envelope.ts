import type { JsonObject, Timestamp } from '@engawa/core'

/** What every event looks like, in the bus, in the outbox and on the broker. Snake case: it is a wire format. */
export interface EventEnvelope<P extends JsonObject = JsonObject> {
  /** Unique; consumers drop what they have seen. */
  readonly id: string
  /** `perth.milestone.recorded`; also the routing key. */
  readonly event_type: string
  /** Of the payload's schema: `1.0`. */
  readonly version: string
  readonly timestamp: Timestamp
  /** Who announced it: `znav`, `sena`. */
  readonly source: string
  /** Shared by all events of one piece of work. */
  readonly correlation_id?: string
  /** Id of the event that led to this one. */
  readonly causation_id?: string
  readonly payload: P
}
