import type { Clock, Redacted } from '@engawa/core'
import type { DroppedEvents, EventEnvelope, Outbox, SqliteOutbox } from '@engawa/events'
import type { Database } from 'better-sqlite3'

/** The outbox of a database, made at first use: most commands announce nothing, and need not load what announces. */
export class LazyOutbox implements Outbox {
  readonly #db: Database
  readonly #clock: Clock
  #outbox: SqliteOutbox | undefined

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async open(): Promise<SqliteOutbox> {
    const { createSqliteOutbox } = await import('@engawa/events')
    this.#outbox ??= createSqliteOutbox(this.#db, { clock: this.#clock })
    return this.#outbox
  }

  async add(events: readonly Redacted<EventEnvelope>[]) {
    return (await this.open()).add(events)
  }

  async pending(limit: number) {
    return (await this.open()).pending(limit)
  }

  async claim(limit: number, leaseMs: number) {
    return (await this.open()).claim(limit, leaseMs)
  }

  async confirm(ids: readonly string[]) {
    return (await this.open()).confirm(ids)
  }

  async markFailed(ids: readonly string[]) {
    return (await this.open()).markFailed(ids)
  }

  async release(ids: readonly string[]) {
    return (await this.open()).release(ids)
  }

  async giveUp(ids: readonly string[]) {
    return (await this.open()).giveUp(ids)
  }

  async status() {
    return (await this.open()).status()
  }

  async dropped() {
    return (await this.open()).dropped()
  }

  async markAnnounced(records: readonly DroppedEvents[]) {
    return (await this.open()).markAnnounced(records)
  }
}
