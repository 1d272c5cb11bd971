import type { EngawaError } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { Outage } from '../chat-store.js'
import type { OnFallbackEvent } from './fallback-events.js'
import { isOutage } from './outage-error.js'
import type { StandIn } from './outage-journal.js'

/**
 * The stand-in of one outage. Should it fail too, the next one of the chain takes over and stays, so that what a writer
 * says during one outage is merged in one order.
 */
export class ServingStandIn {
  readonly outage: Outage
  /** Known once the first call was served. */
  backend: Backend | undefined
  readonly #standIns: readonly StandIn[]
  readonly #onEvent: OnFallbackEvent
  #reason: EngawaError
  #level = 0
  #opening: Promise<Backend> | undefined
  readonly #opened: Backend[] = []
  readonly #underWay = new Set<Promise<unknown>>()
  #isPaused = false

  constructor(
    standIns: readonly StandIn[],
    primary: string,
    reason: EngawaError,
    since: string,
    onEvent: OnFallbackEvent,
  ) {
    this.#standIns = standIns
    this.#reason = reason
    this.#onEvent = onEvent
    this.outage = { of: primary, since, reason: reason.message, code: reason.code }
  }

  /** @throws StorageError when none can be used */
  async open(): Promise<Backend> {
    for (;;) {
      const level = this.#level
      this.#opening ??= this.#openLevel(level)
      try {
        return await this.#opening
      } catch (error) {
        this.#moveOn(level, error)
      }
    }
  }

  /** @returns undefined when it has to be tried again: the journal is being merged, or the next stand-in serves */
  async run<T>(
    work: (place: { backend: Backend; outage: Outage }) => Promise<T>,
  ): Promise<{ readonly value: T } | undefined> {
    const backend = await this.open()
    if (this.#isPaused) return undefined
    const level = this.#level
    const running = work({ backend, outage: this.outage })
    this.#underWay.add(running)
    try {
      return { value: await running }
    } catch (error) {
      if (!isOutage(error)) throw error
      this.#moveOn(level, error)
      return undefined
    } finally {
      this.#underWay.delete(running)
    }
  }

  /** Begin no call any more until `resume`; resolves when those under way have ended. */
  async pause(): Promise<void> {
    this.#isPaused = true
    await Promise.allSettled(this.#underWay)
  }

  resume(): void {
    this.#isPaused = false
  }

  async close(): Promise<void> {
    await this.pause()
    await Promise.all(this.#opened.map((backend) => backend.close()))
  }

  async #openLevel(level: number): Promise<Backend> {
    const standIn = this.#standIns[level]
    if (standIn === undefined) throw this.#reason
    const backend = await standIn.open()
    this.#opened.push(backend)
    this.backend = backend
    const from = level === 0 ? this.outage.of : (this.#standIns[level - 1]?.type ?? this.outage.of)
    this.#onEvent({
      type: 'outage',
      backend: from,
      servedBy: standIn.type,
      reason: this.#reason,
      message: `${this.#reason.message}; ${standIn.type} keeps what is written until ${this.outage.of} is back`,
    })
    return backend
  }

  /** @throws the error when it was the last one */
  #moveOn(level: number, error: unknown): void {
    if (level !== this.#level) return
    if (level + 1 >= this.#standIns.length || !(error instanceof Error)) throw error
    this.#level = level + 1
    this.#opening = undefined
    if (isOutage(error)) this.#reason = error
  }
}
