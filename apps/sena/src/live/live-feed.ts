import { createId } from '@engawa/core'
import type { Channel, LiveUpdate } from '@engawa/sena-client'
import { channelOf, type LiveEvent } from './live-event.js'

export type LiveListener = (update: LiveUpdate) => void

/** Updates kept for those who come back. A turn makes about fifteen. */
const defaultHistory = 2_000

/**
 * Numbers everything that happens and hands it to whoever watches; remembers the last of it, so that a watcher who
 * lost the connection gets what was missed.
 */
export class LiveFeed {
  /** Numbers start anew with each run of the server; this tells the runs apart. */
  readonly runId: string = createId()
  readonly #limit: number
  readonly #listeners = new Map<LiveListener, ReadonlySet<Channel>>()
  #history: LiveUpdate[] = []
  #seq = 0

  constructor({ history = defaultHistory }: { readonly history?: number } = {}) {
    this.#limit = history
  }

  /** Number of the latest update; 0 before the first. */
  get seq(): number {
    return this.#seq
  }

  publish(event: LiveEvent): void {
    const update: LiveUpdate = { ...event, seq: ++this.#seq }
    this.#history.push(update)
    // Cut in bulk: shifting one at a time moves the whole array for each update.
    if (this.#history.length > this.#limit * 2) this.#history = this.#history.slice(-this.#limit)
    const channel = channelOf(update)
    for (const [listener, channels] of this.#listeners) if (channels.has(channel)) listener(update)
  }

  /** Every update of these channels from now on. Returns how to stop. */
  listen(channels: readonly Channel[], listener: LiveListener): () => void {
    this.#listeners.set(listener, new Set(channels))
    return () => this.#listeners.delete(listener)
  }

  /** What came after a number, in order; undefined when part of it is gone or the number is another run's. */
  since(after: number, runId: string | undefined, channels: readonly Channel[]): readonly LiveUpdate[] | undefined {
    if (runId !== this.runId || after > this.#seq) return undefined
    const oldest = this.#history[0]?.seq ?? this.#seq + 1
    if (after + 1 < oldest) return undefined
    return this.#history.filter((update) => update.seq > after && channels.includes(channelOf(update)))
  }
}
