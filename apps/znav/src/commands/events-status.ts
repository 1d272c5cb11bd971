import { type CommandContext, type CommandResult, relativeTime } from '@engawa/cli-kit'
import { toErrorBody } from '@engawa/core'
import type { DroppedEvents } from '@engawa/events'
import { type LastDelivery, lastDelivery } from '../events/last-delivery.js'
import { counted } from '../output/counted.js'
import { plain } from '../output/plain.js'
import { withPerth } from './perth.js'

/** A look, not a delivery: nobody waits long for it. */
const probeMs = 2_000

/** `znav events status`: what waits in the outbox, what was lost, and whether the broker is there. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async ({ state, config, clock, directories }) => {
    const [status, dropped, broker] = await Promise.all([
      state.outbox.status(),
      state.outbox.dropped(),
      lookAtBroker(config.bloodbank_url),
    ])
    const last = lastDelivery(directories)
    const now = clock.now()
    const since = status.oldest === undefined ? '' : `, the oldest from ${relativeTime(status.oldest, now)}`
    return {
      data: {
        broker: broker?.address ?? null,
        broker_reachable: broker?.reachable ?? null,
        broker_error: broker?.error ?? null,
        pending: status.pending,
        oldest: status.oldest ?? null,
        dropped: status.dropped,
        dropped_events: dropped.map(({ reason, event_type, count, first_at, last_at }) => ({
          reason,
          event_type,
          count,
          first_at,
          last_at,
        })),
        last_delivery:
          last === undefined ? null : { at: last.at, delivered: last.delivered, error: last.error ?? null },
      },
      text: [
        brokerLine(broker),
        `Waiting: ${counted(status.pending, 'event')}${since}.`,
        ...dropped.map((record) => dropLine(record, now)),
        ...(last === undefined ? [] : [deliveryLine(last, now)]),
      ].join('\n'),
    }
  })
}

interface BrokerLook {
  readonly address: string
  readonly reachable: boolean
  readonly error?: { readonly code: string; readonly message: string }
}

/** A real connection, as a relay would make it. Nothing where none is configured. */
async function lookAtBroker(url: string): Promise<BrokerLook | undefined> {
  if (url === '') return undefined
  const { probeBroker } = await import('@engawa/events')
  const address = brokerAddress(url)
  try {
    await probeBroker({ url, connectTimeoutMs: probeMs })
    return { address, reachable: true }
  } catch (error) {
    const { code, message } = toErrorBody(error)
    return { address, reachable: false, error: { code, message } }
  }
}

function brokerLine(broker: BrokerLook | undefined): string {
  if (broker === undefined) return 'Broker: none (bloodbank_url is not set)'
  return `Broker: ${broker.address}, ${broker.error ? `not usable: ${plain(broker.error.message)}` : 'reachable'}`
}

const reasons: Readonly<Record<DroppedEvents['reason'], string>> = {
  full: 'the outbox was full',
  'too-old': 'they had waited a week',
  unreadable: 'they could not be read',
  refused: 'the broker never took them',
}

function dropLine({ reason, event_type, count, last_at }: DroppedEvents, now: number): string {
  return `Dropped: ${count} × ${plain(event_type)}, because ${reasons[reason]}, last ${relativeTime(last_at, now)}.`
}

function deliveryLine({ at, delivered, error }: LastDelivery, now: number): string {
  const when = relativeTime(at, now)
  if (error === undefined) return `Last delivery: ${counted(delivered, 'event')}, ${when}.`
  return `Last error: ${plain(error.message)} (${when})`
}

/** The address without user and password. */
export function brokerAddress(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
