import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelModel, connect } from 'amqplib'
import { waitUntil } from '../process/wait-until.js'

/** A message as the broker handed it over. */
export interface CollectedEvent {
  readonly id: string
  readonly routingKey: string
  readonly contentType: string
  readonly persistent: boolean
  readonly body: unknown
}

export interface EventCollector {
  /** In the order of arrival, duplicates included. */
  readonly events: readonly CollectedEvent[]
  /** Resolves when so many different ids have arrived. */
  waitFor(count: number, timeoutMs?: number): Promise<void>
  stop(): Promise<void>
}

/**
 * A consumer with a durable queue of its own, bound to a durable topic exchange before this resolves. It comes back when
 * the broker does.
 */
export async function collectEvents(
  url: string,
  options: { readonly exchange?: string; readonly pattern?: string; readonly queue?: string } = {},
): Promise<EventCollector> {
  const { exchange = 'perth.events', pattern = '#' } = options
  const queue = options.queue ?? `collected.${exchange}.${pattern}`
  const events: CollectedEvent[] = []
  let connection: ChannelModel | undefined
  let stopped = false

  async function attach(): Promise<void> {
    const present = await connect(url, { timeout: 2_000 })
    connection = present
    present.on('error', () => undefined)
    present.once('close', () => void reattach())
    const channel = await present.createChannel()
    channel.on('error', () => undefined)
    await channel.assertExchange(exchange, 'topic', { durable: true })
    await channel.assertQueue(queue, { durable: true })
    await channel.bindQueue(queue, exchange, pattern)
    await channel.consume(queue, (message) => {
      if (!message) return
      const { messageId, contentType, deliveryMode } = message.properties
      events.push({
        id: String(messageId),
        routingKey: message.fields.routingKey,
        contentType: String(contentType),
        persistent: deliveryMode === 2,
        body: JSON.parse(message.content.toString()),
      })
      channel.ack(message)
    })
  }
  async function reattach(): Promise<void> {
    while (!stopped) {
      await sleep(200)
      if (stopped || (await attach().then(ok, failed))) return
    }
  }

  await attach()
  return {
    events,
    waitFor: (count, timeoutMs = 30_000) =>
      waitUntil(`${count} events have arrived`, () => new Set(events.map(({ id }) => id)).size >= count, {
        timeoutMs,
        explain: () => `${events.length} so far`,
      }),
    async stop() {
      stopped = true
      await connection?.close().catch(() => undefined)
    },
  }
}

const ok = () => true
const failed = () => false
