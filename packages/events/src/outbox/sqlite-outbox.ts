import { type Clock, EventError, type Redacted, systemClock, timestamp } from '@engawa/core'
import type { EventEnvelope } from '../envelope.js'
import type { DroppedEvents, DropReason, Outbox, PendingEvent } from '../outbox.js'
import { vouchedFor } from '../vouched-for.js'
import { decodeEvent } from '../wire-format.js'
import { defaultBounds, type OutboxBounds } from './outbox-bounds.js'
import type { SqliteDatabase } from './sqlite-database.js'
import { claimOldest, deleteDropped, prepareTables, recordDrops } from './sqlite-outbox-schema.js'

export interface SqliteOutbox extends Outbox {
  /**
   * Add within the transaction that the caller has open on the same database, so that the event and the fact that it
   * announces are kept or lost together.
   *
   * @throws EventError `event/no-transaction` when none is open
   */
  addInTransaction(events: readonly Redacted<EventEnvelope>[]): void
}

interface Row {
  readonly seq: number
  readonly id: string
  readonly body: string
  readonly attempts: number
}

interface Extent {
  readonly count: number
  /** When the first in line was added; null when none waits. */
  readonly first: number | null
}

const conditions = {
  full: 'seq <= (select seq from event_outbox order by seq desc limit 1 offset @bound)',
  'too-old': 'added_at < @bound',
  unreadable: 'id = @bound',
  refused: 'id = @bound',
} as const satisfies Record<DropReason, string>

/**
 * An outbox in the app's own SQLite database, as tables `event_outbox` and `event_outbox_dropped`.
 *
 * @param database open, with the journal mode and the durability that the app has chosen
 */
export function createSqliteOutbox(
  database: SqliteDatabase,
  options: OutboxBounds & { readonly clock?: Clock } = {},
): SqliteOutbox {
  const { maxCount, maxAgeMs, clock } = { ...defaultBounds, clock: systemClock, ...options }
  inTransaction(database, () => prepareTables(database))
  const insert = database.prepare(
    'insert or ignore into event_outbox (id, event_type, body, added_at) values (?, ?, ?, ?)',
  )
  const oldestFirst = database.prepare('select seq, id, body, attempts from event_outbox order by seq limit ?')
  const remove = database.prepare('delete from event_outbox where id = ?')
  const countAttempt = database.prepare(
    'update event_outbox set attempts = attempts + 1, claimed_until = 0 where id = ?',
  )
  const unclaim = database.prepare('update event_outbox set claimed_until = 0 where id = ?')
  const noteAnnounced = database.prepare(
    'update event_outbox_dropped set announced = max(announced, ?) where reason = ? and event_type = ?',
  )
  const extent = database.prepare(
    'select count(*) as count, (select added_at from event_outbox order by seq limit 1) as first from event_outbox',
  )
  const sumOfDropped = database.prepare('select coalesce(sum(count), 0) as dropped from event_outbox_dropped')

  function drop(reason: DropReason, bound: number | string): void {
    const condition = conditions[reason]
    database.prepare(recordDrops(condition)).run({ reason, now: timestamp(clock), bound })
    database.prepare(deleteDropped(condition)).run({ bound })
  }
  function trim(): void {
    const oldestAllowed = clock.now() - maxAgeMs
    const { count, first } = extent.get() as Extent
    // Asked first, because it is cheap and the answer is nearly always no.
    if (first !== null && first < oldestAllowed) drop('too-old', oldestAllowed)
    if (count > maxCount) drop('full', maxCount)
  }
  function add(events: readonly Redacted<EventEnvelope>[]): void {
    for (const event of events.map(vouchedFor)) {
      insert.run(event.id, event.event_type, JSON.stringify(event), clock.now())
    }
    trim()
  }
  /** @param read rows from the outbox, at most as many as wanted */
  function readable(read: () => Row[]): readonly PendingEvent[] {
    trim()
    for (;;) {
      const rows = read()
      const found = rows.flatMap(({ id, body, attempts }) => {
        try {
          return [{ event: decodeEvent(body), attempts }]
        } catch {
          // One damaged row must not hold up all that wait behind it.
          drop('unreadable', id)
          return []
        }
      })
      // None at all is told only of an empty outbox: those that were damaged are gone, and others come after them.
      if (found.length > 0 || rows.length === 0) return found
    }
  }
  function takeOldest(limit: number, leaseMs: number): Row[] {
    const now = clock.now()
    const rows = database.prepare(claimOldest).all({ now, until: now + leaseMs, limit }) as Row[]
    // SQLite returns changed rows in any order.
    return rows.sort((a, b) => a.seq - b.seq)
  }

  return {
    addInTransaction(events) {
      if (!database.inTransaction) throw noTransaction()
      attempt(() => add(events))
    },
    add: async (events) => inTransaction(database, () => add(events)),
    pending: async (limit) => inTransaction(database, () => readable(() => oldestFirst.all(limit) as Row[])),
    claim: async (limit, leaseMs) => inTransaction(database, () => readable(() => takeOldest(limit, leaseMs))),
    confirm: async (ids) => inTransaction(database, () => void ids.map((id) => remove.run(id))),
    markFailed: async (ids) => inTransaction(database, () => void ids.map((id) => countAttempt.run(id))),
    release: async (ids) => inTransaction(database, () => void ids.map((id) => unclaim.run(id))),
    giveUp: async (ids) => inTransaction(database, () => void ids.map((id) => drop('refused', id))),
    status: async () =>
      inTransaction(database, () => {
        trim()
        const { count, first } = extent.get() as Extent
        const { dropped } = sumOfDropped.get() as { dropped: number }
        return {
          pending: count,
          dropped,
          ...(first === null ? {} : { oldest: new Date(first).toISOString() }),
        }
      }),
    dropped: async () =>
      attempt(
        () =>
          database.prepare('select * from event_outbox_dropped order by reason, event_type').all() as DroppedEvents[],
      ),
    markAnnounced: async (records) =>
      inTransaction(
        database,
        () => void records.map(({ reason, event_type, count }) => noteAnnounced.run(count, reason, event_type)),
      ),
  }
}

/** In a write transaction of our own, or in the one that is open. */
function inTransaction<T>(database: SqliteDatabase, work: () => T): T {
  return attempt(() => {
    if (database.inTransaction) return work()
    database.exec('begin immediate')
    try {
      const result = work()
      database.exec('commit')
      return result
    } catch (error) {
      if (database.inTransaction) database.exec('rollback')
      throw error
    }
  })
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE'))) throw cause
    throw new EventError(`The outbox can't be used: ${cause.message}.`, {
      code: 'event/outbox',
      hint: 'Check that the database file can be written and that its disk is not full, then try again.',
      cause,
    })
  }
}

function noTransaction(): EventError {
  return new EventError('An event was to be added outside of a transaction.', {
    code: 'event/no-transaction',
    hint: 'Write the fact and call addInTransaction() within one transaction, or use add().',
    recoverable: false,
  })
}
