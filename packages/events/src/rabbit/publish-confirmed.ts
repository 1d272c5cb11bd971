import { EventError } from '@engawa/core'
import type { Message } from 'amqplib'
import type { EventEnvelope } from '../envelope.js'
import type { DeliveryResult } from '../outbox.js'
import { contentTypes, type EventFormat, encodeEvent } from '../wire-format.js'
import type { RabbitConnection } from './rabbit-connection.js'

export interface PublishOptions {
  readonly exchange: string
  readonly format: EventFormat
  readonly confirmTimeoutMs: number
}

/**
 * Publish and wait for the broker's word on each event. An event without it, because the connection broke or the broker
 * took too long, is not confirmed; it may have arrived all the same.
 *
 * @throws EventError with what the broker said, when it closed the connection or blocked it before it took anything
 */
export async function publishConfirmed(
  connection: RabbitConnection,
  events: readonly EventEnvelope[],
  { exchange, format, confirmTimeoutMs }: PublishOptions,
): Promise<readonly DeliveryResult[]> {
  const { channel, lost } = connection
  const confirmed = new Set<string>()
  const refused = new Set<string>()
  // The broker returns an unroutable message before it confirms it.
  const unrouted = new Set<string>()
  const noteReturned = ({ properties }: Message) => void unrouted.add(String(properties.messageId))
  channel.on('return', noteReturned)
  const givenUp = timeLimit(confirmTimeoutMs)
  try {
    const answers = events.map(
      (event) =>
        new Promise<void>((resolve) => {
          const note = (refusal: unknown) => {
            if (refusal) refused.add(event.id)
            else confirmed.add(event.id)
            resolve()
          }
          channel.publish(exchange, event.event_type, Buffer.from(encodeEvent(event, format)), properties(event), note)
        }),
    )
    await Promise.race([Promise.all(answers), lost, givenUp.promise])
  } catch (cause) {
    // The channel closed under our hands: what was confirmed is, the rest is not.
    if (!connection.isLost()) throw new EventError('An event could not be published.', { code: 'event/publish', cause })
  } finally {
    givenUp.cancel()
    channel.off('return', noteReturned)
  }
  if (connection.isLost()) {
    // The channel closes before it calls back for what is open: those were not refused, they have no answer.
    refused.clear()
    if (confirmed.size === 0) throw await lost
  }
  const blocked = connection.blocked()
  if (confirmed.size + refused.size === 0 && blocked !== undefined) throw brokerBlocked(connection.where, blocked)
  return events.map(({ id }) => ({
    id,
    confirmed: confirmed.has(id),
    ...(confirmed.has(id) && unrouted.has(id) ? { unrouted: true as const } : {}),
    ...(refused.has(id) ? { refused: true as const } : {}),
  }))

  function properties(event: EventEnvelope) {
    return {
      persistent: true,
      mandatory: true,
      messageId: event.id,
      contentType: contentTypes[format],
      contentEncoding: 'utf-8',
      type: event.event_type,
      timestamp: Math.floor(Date.parse(event.timestamp) / 1000),
      ...(event.correlation_id === undefined ? {} : { correlationId: event.correlation_id }),
    }
  }
}

function brokerBlocked(where: string, reason: string): EventError {
  return new EventError(`RabbitMQ at ${where} takes no events right now: ${reason}.`, {
    code: 'event/broker-blocked',
    hint: 'Its memory or its disk runs low: see its log. Events wait in the outbox until then.',
  })
}

function timeLimit(milliseconds: number): { promise: Promise<void>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined
  const promise = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  return { promise, cancel: () => clearTimeout(timer) }
}
