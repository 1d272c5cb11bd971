import type { Redacted } from '@engawa/core'
import type { DroppedEvents, EventEnvelope, Outbox } from '@engawa/events'

/** An outbox that is made at first use: most commands announce nothing, and need not load what announces. */
export class LazyOutbox<T extends Outbox> implements Outbox {
  readonly #make: () => Promise<T>
  #outbox: Promise<T> | undefined

  constructor(make: () => Promise<T>) {
    this.#make = make
  }

  open(): Promise<T> {
    this.#outbox ??= this.#make()
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
