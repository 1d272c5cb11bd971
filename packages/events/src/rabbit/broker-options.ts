import { parseBrokerAddress } from './broker-address.js'
import type { ConnectionOptions } from './rabbit-connection.js'

/** How to get to the broker; the same for those who publish and those who consume. */
export interface BrokerOptions {
  /** `amqp://user:password@host:5672/vhost`, or `amqps:`. */
  readonly url: string
  /** A durable topic exchange, made when it isn't there. `perth.events` unless told. */
  readonly exchange?: string
  /** Certificates to trust beside none other, in PEM, for `amqps:`. What Node trusts unless told. */
  readonly ca?: string
  /** 5 seconds unless told. */
  readonly connectTimeoutMs?: number
  /** A connection is given up after about two silent intervals. 10 seconds unless told. */
  readonly heartbeatSeconds?: number
}

export const defaultExchange = 'perth.events'

/** @throws EventError `event/bad-address` */
export function connectionOptions(options: BrokerOptions): ConnectionOptions {
  const { exchange = defaultExchange, connectTimeoutMs = 5_000, heartbeatSeconds = 10, ca } = options
  const address = parseBrokerAddress(options.url)
  return { address, exchange, connectTimeoutMs, heartbeatSeconds, ...(ca === undefined ? {} : { ca }) }
}
