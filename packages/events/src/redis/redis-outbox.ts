import { type Clock, EventError, isEngawaError, type Redacted, systemClock, timestamp } from '@engawa/core'
import type { EventEnvelope } from '../envelope.js'
import { defaultBounds, type OutboxBounds } from '../outbox/outbox-bounds.js'
import type { DroppedEvents, DropReason, Outbox, PendingEvent } from '../outbox.js'
import { decodeEvent } from '../wire-format.js'
import { redisOutboxRequest, requestBounds } from './redis-outbox-request.js'
import { redisOutboxScripts } from './redis-outbox-scripts.js'

/** What the outbox needs of a client of Redis; ioredis's `Redis` is one. */
export interface RedisScripting {
  eval(script: string, numberOfKeys: number, ...args: string[]): Promise<unknown>
}

export interface RedisOutboxOptions extends OutboxBounds {
  /** What its keys begin with. `engawa:outbox` unless told. In a cluster, put it in braces: `{engawa:outbox}`. */
  readonly prefix?: string
  readonly clock?: Clock
}

/**
 * An outbox in Redis, shared by all who use the same prefix. Each call is one script: one transaction, one round trip.
 *
 * To store a fact and its event together, put `redisOutboxFunctions(prefix)` before the script that stores the fact.
 */
export function createRedisOutbox(client: RedisScripting, options: RedisOutboxOptions = {}): Outbox {
  const { prefix = 'engawa:outbox', clock = systemClock } = options
  const limits = { ...defaultBounds, ...options }
  const scripts = redisOutboxScripts(prefix)
  const bounds = () => requestBounds(clock.now(), limits)
  const run = async (script: keyof typeof scripts, ask: object) => {
    try {
      return await client.eval(scripts[script], 0, JSON.stringify(ask))
    } catch (cause) {
      throw isEngawaError(cause) ? cause : unusable(cause)
    }
  }
  const drop = (ids: readonly string[], reason: DropReason) => run('drop', { ids, reason, now_text: timestamp(clock) })

  async function readable(read: () => Promise<unknown>): Promise<readonly PendingEvent[]> {
    for (;;) {
      const { found, unreadable } = readAnswer((await read()) as readonly string[])
      // One damaged event must not hold up all that wait behind it.
      if (unreadable.length > 0) await drop(unreadable, 'unreadable')
      if (found.length > 0 || unreadable.length === 0) return found
    }
  }
  async function readStatus() {
    const [pending, added, fields] = (await run('status', { bounds: bounds() })) as [number, string, string[]]
    return { pending, added, dropped: droppedOf(fields) }
  }
  const each = async (script: 'confirm' | 'markFailed' | 'release', ids: readonly string[]) => {
    if (ids.length > 0) await run(script, { ids })
  }

  return {
    async add(events: readonly Redacted<EventEnvelope>[]) {
      if (events.length > 0) await run('add', redisOutboxRequest(events, clock.now(), limits))
    },
    pending: (limit) => readable(() => run('pending', { limit, bounds: bounds() })),
    claim: (limit, lease) => readable(() => run('claim', { limit, lease, bounds: bounds() })),
    confirm: (ids) => each('confirm', ids),
    markFailed: (ids) => each('markFailed', ids),
    release: (ids) => each('release', ids),
    async giveUp(ids) {
      if (ids.length > 0) await drop(ids, 'refused')
    },
    async status() {
      const { pending, added, dropped } = await readStatus()
      return {
        pending,
        dropped: dropped.reduce((sum, { count }) => sum + count, 0),
        ...(added === '' ? {} : { oldest: new Date(Number(added)).toISOString() }),
      }
    },
    dropped: async () => (await readStatus()).dropped,
    async markAnnounced(records) {
      if (records.length === 0) return
      const told = records.map(({ reason, event_type, count }) => ({ field: `${reason} ${event_type}`, count }))
      await run('markAnnounced', { records: told })
    },
  }
}

function readAnswer(answer: readonly string[]): { found: PendingEvent[]; unreadable: string[] } {
  const found: PendingEvent[] = []
  const unreadable: string[] = []
  for (let at = 0; at + 2 < answer.length; at += 3) {
    const [id = '', json = '', attempts] = answer.slice(at, at + 3)
    const event = readEvent(json)
    // Confirmed is what an event calls itself: under another id it would wait, and be sent, for ever.
    if (event?.id === id) found.push({ event, attempts: Number(attempts) })
    else unreadable.push(id)
  }
  return { found, unreadable }
}

function readEvent(json: string): EventEnvelope | undefined {
  try {
    return decodeEvent(json)
  } catch {
    return undefined
  }
}

/** Fields and values in turns, as Redis answers for a hash. */
function droppedOf(fields: readonly string[]): DroppedEvents[] {
  const records: DroppedEvents[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [field = '', json = '{}'] = fields.slice(at, at + 2)
    const space = field.indexOf(' ')
    const numbers = JSON.parse(json) as Omit<DroppedEvents, 'reason' | 'event_type'>
    records.push({ reason: field.slice(0, space) as DropReason, event_type: field.slice(space + 1), ...numbers })
  }
  return records.sort((a, b) => (`${a.reason} ${a.event_type}` < `${b.reason} ${b.event_type}` ? -1 : 1))
}

function unusable(cause: unknown): EventError {
  return new EventError(
    `The outbox in Redis can't be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
    {
      code: 'event/outbox',
      hint: 'Check that Redis is there and takes writes, then try again.',
      cause,
    },
  )
}
