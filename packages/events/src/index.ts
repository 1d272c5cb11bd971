export { createEventBus, type EventBus, type EventBusOptions, type EventHandler } from './bus/event-bus.js'
export { matchesTopic } from './bus/topic-pattern.js'
export {
  type CatalogueEntry,
  catalogue,
  type EventPayloads,
  type EventType,
  isEventType,
} from './catalogue/catalogue.js'
export { checkPayload } from './catalogue/check-payload.js'
export { type CreateEventOptions, createEvent } from './create-event.js'
export type { EventEnvelope } from './envelope.js'
export { createMemoryOutbox } from './outbox/memory-outbox.js'
export type { OutboxBounds } from './outbox/outbox-bounds.js'
export type { SqliteDatabase, SqliteStatement } from './outbox/sqlite-database.js'
export { createSqliteOutbox, type SqliteOutbox } from './outbox/sqlite-outbox.js'
export type {
  DeliveryResult,
  DroppedEvents,
  DropReason,
  EventTransport,
  Outbox,
  OutboxStatus,
  PendingEvent,
} from './outbox.js'
export type { BrokerOptions } from './rabbit/broker-options.js'
export { type ConsumeOptions, consumeEvents } from './rabbit/consume-events.js'
export type { ConsumerReport } from './rabbit/handle-message.js'
export { probeBroker } from './rabbit/probe-broker.js'
export { createRabbitTransport, type RabbitTransportOptions } from './rabbit/rabbit-transport.js'
export {
  createRedisFanout,
  type RedisFanout,
  type RedisFanoutOptions,
  type RedisPublisher,
  type RedisSubscriber,
} from './redis/redis-fanout.js'
export { createRedisOutbox, type RedisOutboxOptions, type RedisScripting } from './redis/redis-outbox.js'
export { type RedisOutboxRequest, redisOutboxRequest } from './redis/redis-outbox-request.js'
export { redisOutboxFunctions } from './redis/redis-outbox-scripts.js'
export type { BackoffOptions } from './relay/backoff.js'
export { createRelay, type Relay, type RelayOptions } from './relay/relay.js'
export type { DrainResult, RelayReport } from './relay/relay-report.js'
export { createSeenIds, type SeenIds } from './seen-ids.js'
export { decodeEvent, type EventFormat, encodeEvent } from './wire-format.js'
