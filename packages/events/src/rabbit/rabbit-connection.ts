import { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventError } from '@engawa/core'
import type { ConfirmChannel } from 'amqplib'
import { type BrokerAddress, describeAddress } from './broker-address.js'
import { brokerError } from './broker-errors.js'

export interface RabbitConnection {
  /** The broker's address without user and password. */
  readonly where: string
  readonly exchange: string
  readonly channel: ConfirmChannel
  /** Resolves when the connection or the channel is gone, with why in words for people. Never rejects. */
  readonly lost: Promise<EventError>
  readonly isLost: () => boolean
  /** Why the broker takes nothing right now, if it says so: its memory or its disk runs low. */
  readonly blocked: () => string | undefined
  /** Count it as lost, as of now. */
  readonly abandon: (why: Error) => void
  close(): Promise<void>
}

export interface ConnectionOptions {
  readonly address: BrokerAddress
  readonly exchange: string
  readonly connectTimeoutMs: number
  readonly heartbeatSeconds: number
  /** Certificates to trust, in PEM. */
  readonly ca?: string
}

const goodbyeMs = 1_000

/**
 * Connect, open a channel with publisher confirms, and see to it that the exchange is there.
 *
 * @throws EventError that names the broker, never its password
 */
export async function connectToRabbit(options: ConnectionOptions): Promise<RabbitConnection> {
  const { address, exchange, connectTimeoutMs, heartbeatSeconds, ca } = options
  const { connect } = await import('amqplib')
  const socket = { timeout: connectTimeoutMs, ...(ca === undefined ? {} : { ca: [ca] }) }
  const connection = await connect({ ...address, heartbeat: heartbeatSeconds }, socket).catch((error) => {
    throw brokerError(error, address)
  })
  let gone = false
  let lose: (why: Error) => void = () => undefined
  const lost = new Promise<EventError>((resolve) => {
    lose = (why) => {
      gone = true
      resolve(brokerError(why, address))
    }
  })
  // An `error` event without a listener would end the process: a missed heartbeat is one.
  connection.on('error', lose)
  connection.on('close', () => lose(new Error('the connection was closed')))
  let blocked: string | undefined
  connection.on('blocked', (reason) => {
    blocked = reason
  })
  connection.on('unblocked', () => {
    blocked = undefined
  })
  const close = async () => {
    // A broker that has fallen silent doesn't answer the goodbye either, and its socket would keep the process alive.
    lose(new Error('the connection was closed from here'))
    await Promise.race([connection.close().catch(() => undefined), sleep(goodbyeMs)])
    destroySocket(connection.connection)
  }
  try {
    const channel = await connection.createConfirmChannel()
    channel.on('error', lose)
    channel.on('close', () => lose(new Error('the channel was closed')))
    await channel.assertExchange(exchange, 'topic', { durable: true })
    return {
      where: describeAddress(address),
      exchange,
      channel,
      lost,
      isLost: () => gone,
      blocked: () => blocked,
      abandon: lose,
      close,
    }
  } catch (error) {
    await close()
    throw brokerError(error, address)
  }
}

/** amqplib has no way to hang up; the socket is reached through a field that its types leave out. */
function destroySocket(connection: object): void {
  if ('stream' in connection && connection.stream instanceof Duplex) connection.stream.destroy()
}
