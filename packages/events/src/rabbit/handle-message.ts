import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, ConsumeMessage } from 'amqplib'
import type { EventHandler } from '../bus/event-bus.js'
import type { EventEnvelope } from '../envelope.js'
import { type BackoffOptions, backoffMs } from '../relay/backoff.js'
import type { SeenIds } from '../seen-ids.js'
import { decodeEvent } from '../wire-format.js'

/** What a consumer goes through, for logs and for a person. Never an event's content. */
export type ConsumerReport =
  | { readonly kind: 'connected'; readonly queue: string }
  /** The broker is away; the consumer comes back by itself. */
  | { readonly kind: 'lost'; readonly error: unknown }
  /** The handler failed; the event comes again. */
  | { readonly kind: 'failed'; readonly id: string; readonly attempts: number; readonly error: unknown }
  /** The handler failed too often, or it is no event: rejected. */
  | { readonly kind: 'rejected'; readonly id: string | undefined; readonly error: unknown }

export interface Handling {
  readonly handler: EventHandler
  readonly seen: SeenIds
  /** Event id → how often its handler has failed. */
  readonly failures: Map<string, number>
  readonly maxAttempts: number
  readonly backoff: BackoffOptions
  readonly signal: AbortSignal
  readonly report: (report: ConsumerReport) => void
}

/** Take one message to its end: acknowledged, sent back, or rejected. Never throws. */
export async function handleMessage(channel: Channel, message: ConsumeMessage, handling: Handling): Promise<void> {
  const { handler, seen, failures, report } = handling
  const event = read(message, report)
  if (event === undefined) return settle(() => channel.reject(message, false))
  if (!seen.firstTime(event.id)) return settle(() => channel.ack(message))
  try {
    await handler(event)
    failures.delete(event.id)
    settle(() => channel.ack(message))
  } catch (error) {
    seen.forget(event.id)
    await handlerFailed(channel, message, event.id, error, handling)
  }
}

async function handlerFailed(
  channel: Channel,
  message: ConsumeMessage,
  id: string,
  error: unknown,
  { failures, maxAttempts, backoff, signal, report }: Handling,
): Promise<void> {
  const attempts = (failures.get(id) ?? 0) + 1
  if (attempts >= maxAttempts) {
    failures.delete(id)
    report({ kind: 'rejected', id, error })
    return settle(() => channel.reject(message, false))
  }
  failures.set(id, attempts)
  report({ kind: 'failed', id, attempts, error })
  // Sent back at once it would be here again at once.
  await sleep(backoffMs(attempts, backoff), undefined, { signal }).catch(() => undefined)
  settle(() => channel.nack(message, false, true))
}

function read(message: ConsumeMessage, report: Handling['report']): EventEnvelope | undefined {
  try {
    return decodeEvent(message.content)
  } catch (error) {
    const { messageId } = message.properties
    report({ kind: 'rejected', id: typeof messageId === 'string' ? messageId : undefined, error })
    return undefined
  }
}

/** Where the channel has closed meanwhile, the broker sends the message again. */
function settle(answer: () => void): void {
  try {
    answer()
  } catch {}
}
