import { createId, EventError, FilterError, isRedacted, type JsonObject, type Redacted } from '@engawa/core'

/** What is needed of a client that publishes; ioredis's `Redis` is one. */
export interface RedisPublisher {
  publish(channel: string, message: string): Promise<unknown>
}

/** What is needed of a client that listens, on a connection of its own; ioredis's `Redis` is one. */
export interface RedisSubscriber {
  on(event: 'message', listener: (channel: string, message: string) => void): unknown
  off(event: 'message', listener: (channel: string, message: string) => void): unknown
  subscribe(channel: string): Promise<unknown>
  unsubscribe(channel: string): Promise<unknown>
}

export interface RedisFanoutOptions {
  readonly publisher: RedisPublisher
  readonly subscriber: RedisSubscriber
  /** `engawa:live` unless told. */
  readonly channel?: string
  /** What another instance has sent. What this one sends doesn't come back to it. */
  readonly onMessage: (message: JsonObject) => void
  /** A message that could not be sent, or not be read. */
  readonly onError: (error: unknown) => void
}

export interface RedisFanout {
  /** To all other instances that listen now. Never throws, never waits: who is not there misses it. */
  send(message: Redacted<JsonObject>): void
  /** Listen no more. The clients stay open; they are the caller's. */
  close(): Promise<void>
}

/**
 * Carries passing messages between the instances of one program by Redis pub/sub: what its watchers see live. Nothing is
 * kept; what must arrive goes through an outbox.
 */
export async function createRedisFanout(options: RedisFanoutOptions): Promise<RedisFanout> {
  const { publisher, subscriber, channel = 'engawa:live', onMessage, onError } = options
  const self = createId()

  const listen = (from: string, text: string) => {
    if (from !== channel) return
    try {
      const { instance, message } = read(text)
      if (instance !== self) onMessage(message)
    } catch (error) {
      onError(error)
    }
  }
  subscriber.on('message', listen)
  await subscriber.subscribe(channel)
  return {
    send(redacted) {
      if (!isRedacted(redacted)) return onError(notRedacted())
      const text = JSON.stringify({ instance: self, message: redacted.value })
      publisher.publish(channel, text).catch(onError)
    },
    async close() {
      subscriber.off('message', listen)
      await subscriber.unsubscribe(channel).catch(() => undefined)
    },
  }
}

function read(text: string): { readonly instance: unknown; readonly message: JsonObject } {
  const value = parse(text)
  if (isObject(value) && isObject(value.message)) return { instance: value.instance, message: value.message }
  throw new EventError('A message on the shared channel can not be read.', {
    code: 'event/malformed',
    hint: 'Another program uses the same channel: give one of them another name.',
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const notRedacted = () =>
  new FilterError('A message has not passed the secret filter.', {
    code: 'filter/not-redacted',
    hint: 'Send what SecretFilter.redact() returns.',
  })
