import { EventError } from '@engawa/core'
import type { EventTransport } from '../outbox.js'
import type { EventFormat } from '../wire-format.js'
import { parseBrokerAddress } from './broker-address.js'
import { publishConfirmed } from './publish-confirmed.js'
import { connectToRabbit, type RabbitConnection } from './rabbit-connection.js'

export interface RabbitTransportOptions {
  /** `amqp://user:password@host:5672/vhost`, or `amqps:`. */
  readonly url: string
  /** A durable topic exchange, made when it isn't there. `perth.events` unless told. */
  readonly exchange?: string
  readonly format?: EventFormat
  /** 5 seconds unless told. */
  readonly connectTimeoutMs?: number
  /** Longest wait for the broker's word on one call's events. 10 seconds unless told. */
  readonly confirmTimeoutMs?: number
  /** A connection is given up after about two silent intervals. 10 seconds unless told. */
  readonly heartbeatSeconds?: number
}

/**
 * Publishes to RabbitMQ with publisher confirms: routing key = event type, persistent, `mandatory`, `messageId` = event id.
 *
 * Connects at the first event, and anew at the next call when the connection is gone. What goes wrong in between, such
 * as a missed heartbeat, never ends the process.
 *
 * @throws EventError `event/bad-address` at once
 */
export function createRabbitTransport(options: RabbitTransportOptions): EventTransport {
  const {
    exchange = 'perth.events',
    format = 'engawa',
    connectTimeoutMs = 5_000,
    confirmTimeoutMs = 10_000,
    heartbeatSeconds = 10,
  } = options
  const address = parseBrokerAddress(options.url)
  let connection: Promise<RabbitConnection> | undefined
  let closed = false

  async function connected(): Promise<RabbitConnection> {
    if (closed) throw new EventError('The transport is closed.', { code: 'event/closed', recoverable: false })
    const present = await connection?.catch(() => undefined)
    if (present && !present.isLost()) return present
    connection = connectToRabbit({ address, exchange, connectTimeoutMs, heartbeatSeconds })
    return connection
  }

  return {
    async publish(events) {
      if (events.length === 0) return []
      const present = await connected()
      const results = await publishConfirmed(present, events, { exchange, format, confirmTimeoutMs })
      // A broker that leaves us without an answer may be gone without a word: begin anew with the next call.
      if (results.some(({ confirmed }) => !confirmed)) await present.close()
      return results
    },
    async close() {
      closed = true
      const present = await connection?.catch(() => undefined)
      await present?.close()
    },
  }
}
