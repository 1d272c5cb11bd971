import type { Redacted } from '@engawa/core'
import type { EventEnvelope, Outbox } from '@engawa/events'
import type { Database } from 'better-sqlite3'
import { outboxLimit } from '../outbox-limit.js'
import { guard } from './open-database.js'

/** Events as rows, in the database of the entries that they announce. */
export class SqliteOutbox implements Outbox {
  readonly #db: Database
  readonly #path: string

  constructor(db: Database, path: string) {
    this.#db = db
    this.#path = path
  }

  /** The writing itself, for a transaction that is already open. */
  addInTransaction(events: readonly Redacted<EventEnvelope>[]): void {
    if (events.length === 0) return
    const insert = this.#db.prepare('INSERT OR IGNORE INTO outbox (id, at, event) VALUES (?, ?, ?)')
    for (const { value } of events) insert.run(value.id, value.timestamp, JSON.stringify(value))
    const { changes } = this.#db
      .prepare('DELETE FROM outbox WHERE seq <= (SELECT seq FROM outbox ORDER BY seq DESC LIMIT 1 OFFSET ?)')
      .run(outboxLimit)
    if (changes > 0) {
      this.#db
        .prepare(
          "INSERT INTO counters VALUES ('dropped', ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
        )
        .run(changes)
    }
  }

  add(events: readonly Redacted<EventEnvelope>[]) {
    return this.#write(() => this.addInTransaction(events))
  }

  countPending(): number {
    return this.#db.prepare<[], number>('SELECT count(*) FROM outbox').pluck().get() ?? 0
  }

  pending(limit: number) {
    return guard(this.#path, () =>
      this.#db
        .prepare<[number], { event: string; attempts: number }>(
          'SELECT event, attempts FROM outbox ORDER BY seq LIMIT ?',
        )
        .all(limit)
        .map((row) => ({ event: JSON.parse(row.event) as EventEnvelope, attempts: row.attempts })),
    )
  }

  confirm(ids: readonly string[]) {
    return this.#write(() => {
      const remove = this.#db.prepare('DELETE FROM outbox WHERE id = ?')
      for (const id of ids) remove.run(id)
    })
  }

  markFailed(ids: readonly string[]) {
    return this.#write(() => {
      const mark = this.#db.prepare('UPDATE outbox SET attempts = attempts + 1 WHERE id = ?')
      for (const id of ids) mark.run(id)
    })
  }

  status() {
    return guard(this.#path, () => {
      const row = this.#db
        .prepare<[], { pending: number; oldest: string | null; dropped: number | null }>(
          `SELECT count(*) AS pending, min(at) AS oldest,
                  (SELECT value FROM counters WHERE name = 'dropped') AS dropped FROM outbox`,
        )
        .get()
      return {
        pending: row?.pending ?? 0,
        dropped: row?.dropped ?? 0,
        ...(row?.oldest ? { oldest: row.oldest } : {}),
      }
    })
  }

  #write(work: () => void): Promise<void> {
    return guard(this.#path, () => this.#db.transaction(work).immediate())
  }
}
