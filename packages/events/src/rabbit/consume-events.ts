import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventHandler } from '../bus/event-bus.js'
import { type BackoffOptions, backoffMs } from '../relay/backoff.js'
import { createSeenIds, type SeenIds } from '../seen-ids.js'
import { type BrokerOptions, connectionOptions } from './broker-options.js'
import { type ConsumerReport, type Handling, handleMessage } from './handle-message.js'
import { connectToRabbit, type RabbitConnection } from './rabbit-connection.js'

export interface ConsumeOptions extends BrokerOptions {
  /**
   * A durable queue, made when it isn't there: it collects also while nobody consumes. Without a name, a queue that lives
   * as long as the connection: for those who only watch.
   */
  readonly queue?: string
  /** Topics that the queue is bound for: `perth.milestone.*`, `#`. Bindings made before stay. */
  readonly patterns: readonly string[]
  /** An event is acknowledged when this has come to its end. One that fails comes again. */
  readonly handler: EventHandler
  /** Ends the consumer: what is being handled is finished first. */
  readonly signal: AbortSignal
  /** Events that are handled at the same time. 10 unless told. */
  readonly prefetch?: number
  /** Failures after which an event is rejected: lost, or in the queue's dead-letter exchange. 5 unless told. */
  readonly maxAttempts?: number
  /** What has been handled. The newest 10,000, in memory, unless told. */
  readonly seen?: SeenIds
  readonly backoff?: BackoffOptions
  readonly onReport?: (report: ConsumerReport) => void
}

/**
 * Hand events to a handler, at least once from the broker and once to the handler: what comes by again is acknowledged
 * and left alone. Comes back when the broker does. Resolves when the signal is aborted.
 *
 * @throws EventError `event/bad-address`
 */
export async function consumeEvents(options: ConsumeOptions): Promise<void> {
  const { signal, maxAttempts = 5, backoff = {}, seen = createSeenIds(), onReport: report = () => undefined } = options
  const broker = connectionOptions(options)
  const handling = { handler: options.handler, seen, failures: new Map(), maxAttempts, backoff, signal, report }
  let tries = 0
  while (!signal.aborted) {
    try {
      const connection = await connectToRabbit(broker)
      await attend(connection, options, handling, (queue) => {
        tries = 0
        report({ kind: 'connected', queue })
      }).finally(connection.close)
    } catch (error) {
      tries += 1
      report({ kind: 'lost', error })
      await sleep(backoffMs(tries, backoff), undefined, { signal }).catch(() => undefined)
    }
  }
}

/** Consume over one connection until the signal, or until the connection is lost, which is thrown. */
async function attend(
  connection: RabbitConnection,
  options: ConsumeOptions,
  handling: Handling,
  onAttached: (queue: string) => void,
): Promise<void> {
  const { channel, lost } = connection
  const { signal, prefetch = 10 } = options
  const running = new Set<Promise<void>>()
  const listening = new AbortController()
  try {
    const queue = await attachQueue(connection, options)
    await channel.prefetch(prefetch)
    const { consumerTag } = await channel.consume(queue, (message) => {
      if (message === null) return connection.abandon(new Error('the queue was deleted'))
      // Not answered, it goes back to the queue when the connection is closed.
      if (signal.aborted) return
      const work: Promise<void> = handleMessage(channel, message, handling).finally(() => running.delete(work))
      running.add(work)
    })
    onAttached(queue)
    const aborted = once(signal, 'abort', { signal: listening.signal }).catch(() => undefined)
    if (!signal.aborted) await Promise.race([aborted, lost])
    if (signal.aborted) await Promise.race([channel.cancel(consumerTag), lost])
    // Also when the connection is lost: what is being handled here comes again over the next one.
    await Promise.all(running)
  } catch (error) {
    connection.abandon(error instanceof Error ? error : new Error(String(error)))
  } finally {
    listening.abort()
  }
  if (connection.isLost() && !signal.aborted) throw await lost
}

async function attachQueue({ channel, exchange }: RabbitConnection, options: ConsumeOptions): Promise<string> {
  const { queue: name, patterns } = options
  const { queue } = await (name === undefined
    ? channel.assertQueue('', { exclusive: true, autoDelete: true, durable: false })
    : channel.assertQueue(name, { durable: true }))
  for (const pattern of patterns) await channel.bindQueue(queue, exchange, pattern)
  return queue
}
