import { EventError } from '@engawa/core'
import type { EventTransport } from '../outbox.js'
import type { EventFormat } from '../wire-format.js'
import { type BrokerOptions, connectionOptions } from './broker-options.js'
import { publishConfirmed } from './publish-confirmed.js'
import { connectToRabbit, type RabbitConnection } from './rabbit-connection.js'

export interface RabbitTransportOptions extends BrokerOptions {
  readonly format?: EventFormat
  /** Longest wait for the broker's word on one call's events. 10 seconds unless told. */
  readonly confirmTimeoutMs?: number
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
  const { format = 'engawa', confirmTimeoutMs = 10_000 } = options
  const broker = connectionOptions(options)
  let connection: Promise<RabbitConnection> | undefined
  let closed = false

  async function connected(): Promise<RabbitConnection> {
    if (closed) throw new EventError('The transport is closed.', { code: 'event/closed', recoverable: false })
    const present = await connection?.catch(() => undefined)
    if (present && !present.isLost()) return present
    connection = connectToRabbit(broker)
    return connection
  }

  return {
    async publish(events) {
      if (events.length === 0) return []
      const present = await connected()
      const wish = { exchange: broker.exchange, format, confirmTimeoutMs }
      const results = await publishConfirmed(present, events, wish).catch(async (error: unknown) => {
        await present.close()
        throw error
      })
      // A broker that leaves us without an answer may be gone without a word: begin anew with the next call.
      if (results.some(({ confirmed, refused }) => !confirmed && !refused)) await present.close()
      return results
    },
    async close() {
      closed = true
      const present = await connection?.catch(() => undefined)
      await present?.close()
    },
  }
}
