import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { isEngawaError } from '@engawa/core'
import { consumeEvents, createSeenIds, type EventEnvelope, matchesTopic, type SeenIds } from '@engawa/events'
import { eventLine } from '../output/event-line.js'
import { plain } from '../output/plain.js'
import { listOption } from './input.js'
import { type Perth, warn, withPerth } from './perth.js'

const lookMs = 500
/** More than an outbox holds. */
const all = 100_000

/**
 * `znav events tail`: print events as they come, until Ctrl-C or until the reader has gone.
 *
 * From the broker; while there is none, from the outbox, so that one sees what waits. No event is printed twice.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const asked = listOption(input, 'pattern')
  const patterns = asked.length > 0 ? asked : ['#']
  return withPerth(context, async (perth) => {
    const seen = createSeenIds({ limit: all })
    let shown = 0
    const show = (event: EventEnvelope) => {
      shown += 1
      const line = context.format === 'json' ? JSON.stringify({ ok: true, data: event }) : eventLine(event)
      context.stdout.write(`${line}\n`)
    }
    await follow(perth, context, { patterns, seen, show })
    return { data: { events: shown }, streamed: 'lines' }
  })
}

interface Following {
  readonly patterns: readonly string[]
  readonly seen: SeenIds
  readonly show: (event: EventEnvelope) => void
}

async function follow(perth: Perth, context: CommandContext, following: Following): Promise<void> {
  const { signal } = context
  const { bloodbank_url: url } = perth.config
  if (url === '') {
    warn(context, 'no broker is configured, so nothing is announced: znav config set bloodbank_url amqp://host:5672')
    return followOutbox(perth, signal, following, () => true)
  }
  let away = false
  const consuming = consumeEvents({
    url,
    patterns: following.patterns,
    seen: following.seen,
    handler: following.show,
    signal,
    // Somebody is watching, and wants to see it come back.
    backoff: { maxMs: 2_000 },
    onReport: (report) => {
      if (report.kind === 'connected') {
        if (away) warn(context, 'the broker is back')
        away = false
      }
      if (report.kind === 'lost' && !away) {
        away = true
        const { message, hint } = isEngawaError(report.error) ? report.error : { message: String(report.error) }
        warn(context, `${plain(message)} Until then, what waits in the outbox. ${plain(hint ?? '')}`.trimEnd())
      }
    },
  })
  await Promise.all([consuming, followOutbox(perth, signal, following, () => away)])
}

async function followOutbox(
  { state }: Perth,
  signal: AbortSignal,
  { patterns, seen, show }: Following,
  wanted: () => boolean,
): Promise<void> {
  while (!signal.aborted) {
    const waiting = wanted() ? await state.outbox.pending(all) : []
    for (const { event } of waiting) {
      const asked = patterns.some((pattern) => matchesTopic(pattern, event.event_type))
      if (asked && !signal.aborted && seen.firstTime(event.id)) show(event)
    }
    await sleep(lookMs, undefined, { signal }).catch(() => undefined)
  }
}
