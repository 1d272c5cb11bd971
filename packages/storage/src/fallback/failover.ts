import { type Clock, isEngawaError, type JsonObject, timestamp, toErrorBody } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { Outage } from '../chat-store.js'
import { storeClosed } from '../store-errors.js'
import { backOff } from './back-off.js'
import { addReports, describeMerge, type MergeReport, nothingMerged, type OnFallbackEvent } from './fallback-events.js'
import { mergeJournal, PrimaryAway } from './merge-journal.js'
import { isOutage, stillMerging } from './outage-error.js'
import type { OutageJournal, StandIn } from './outage-journal.js'
import { ServingStandIn } from './serving-stand-in.js'

export interface FailoverOptions {
  readonly primary: { readonly type: string; open(): Promise<Backend> }
  /** The first that can be used serves during an outage. */
  readonly standIns: readonly StandIn[]
  /** Fail during an outage, rather than let a stand-in serve. */
  readonly required: boolean
  readonly onEvent: OnFallbackEvent
  readonly clock: Clock
  /** First and longest wait between two looks at a primary that is away. */
  readonly probeMs: { readonly first: number; readonly most: number }
  /** How often to look for what other processes have left in the journal, while the primary serves. */
  readonly sweepMs: number
}

/** Where a call is served. */
export interface Place {
  readonly backend: Backend
  /** Present when it is not the primary. */
  readonly outage?: Outage
}

/**
 * Decides who serves. While the primary is away a stand-in does, and one look at a time, ever more seldom, is taken at
 * the primary in the background: no call waits for it. Once it answers, calls wait until the journal is merged, so that
 * what a writer said during the outage stands before what it says next.
 */
export class Failover {
  readonly #options: FailoverOptions
  #primary: Backend | undefined
  #reaching: Promise<Backend> | undefined
  #standIn: ServingStandIn | undefined
  #recovering: Promise<MergeReport> | undefined
  /** Counts changes of who serves, so that a failure which comes late starts no new outage. */
  #epoch = 0
  #timer: NodeJS.Timeout | undefined
  #nextWait: () => number
  #closed = false

  constructor(options: FailoverOptions) {
    this.#options = options
    this.#nextWait = backOff(options.probeMs)
  }

  /** Undefined while nothing was opened, and once a primary that is required is away. */
  get serving(): Place | undefined {
    if (this.#standIn?.backend !== undefined) return { backend: this.#standIn.backend, outage: this.#standIn.outage }
    return this.#primary && { backend: this.#primary }
  }

  /** @throws StorageError for a primary that can't be used for another reason than an outage, or that is required */
  async start(): Promise<void> {
    try {
      await this.#recover(await this.#reach())
      this.#schedule()
    } catch (error) {
      this.#fallBack(error, this.#epoch)
      // So that the store can say from the start who serves.
      await this.#standIn?.open()
    }
  }

  async run<T>(work: (place: Place) => Promise<T>): Promise<T> {
    for (;;) {
      if (this.#closed) throw storeClosed()
      await this.#recovering?.catch(() => undefined)
      const epoch = this.#epoch
      if (this.#standIn !== undefined) {
        const outcome = await this.#standIn.run(work)
        if (outcome !== undefined) return outcome.value
        continue
      }
      try {
        return await work({ backend: this.#primary ?? (await this.#reach()) })
      } catch (error) {
        this.#fallBack(error, epoch)
      }
    }
  }

  /**
   * Look at the primary now, and merge.
   *
   * @throws StorageError when it does not answer
   */
  async sync(): Promise<MergeReport> {
    if (this.#closed) throw storeClosed()
    await this.#recovering?.catch(() => undefined)
    return this.#recover(await this.#reach())
  }

  async hasPending(): Promise<boolean> {
    for (const { journal } of this.#options.standIns) if ((await isPending(journal)) === true) return true
    return false
  }

  /** Ask each of the chain how it is. A stand-in that is not in use is not opened for it. */
  async lookAtAll(): Promise<JsonObject[]> {
    const { primary, standIns, clock } = this.#options
    const started = clock.monotonic()
    const state = await this.#reach().then(
      () => ({ healthy: true, latencyMs: clock.monotonic() - started }),
      (error: unknown) => ({ healthy: false, ...toErrorBody(error), details: {} }),
    )
    const pending = standIns.map(async ({ type, journal }) => ({ type, pending: await isPending(journal) }))
    return [{ type: primary.type, ...state }, ...(await Promise.all(pending))]
  }

  async close(): Promise<void> {
    if (this.#closed) return
    await this.#saveVolatile()
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#recovering?.catch(() => undefined)
    await this.#standIn?.close()
    await this.#reaching?.catch(() => undefined)
    await this.#primary?.close()
  }

  /** The only connection attempt there is at a time. */
  #reach(): Promise<Backend> {
    this.#reaching ??= this.#look().finally(() => {
      this.#reaching = undefined
    })
    return this.#reaching
  }

  async #look(): Promise<Backend> {
    if (this.#primary !== undefined) await this.#primary.health()
    else this.#primary = await this.#options.primary.open()
    return this.#primary
  }

  /** @throws the error when it is no outage, or nobody may stand in */
  #fallBack(error: unknown, epoch: number): void {
    const { primary, standIns, required, onEvent, clock } = this.#options
    if (!isOutage(error) || required || standIns.length === 0) throw error
    if (epoch !== this.#epoch || this.#closed) return
    this.#epoch += 1
    this.#standIn = new ServingStandIn(standIns, primary.type, error, timestamp(clock), onEvent)
    this.#nextWait = backOff(this.#options.probeMs)
    this.#schedule()
  }

  /** One timer for both: looks at a primary that is away, or for what others have left to merge. */
  #schedule(): void {
    clearTimeout(this.#timer)
    if (this.#closed) return
    const wait = this.#standIn === undefined ? this.#options.sweepMs : this.#nextWait()
    this.#timer = setTimeout(() => void this.#tick(), wait)
    this.#timer.unref()
  }

  async #tick(): Promise<void> {
    try {
      if (this.#standIn !== undefined || (await this.hasPending())) await this.#recover(await this.#reach())
    } catch {
      // Away still. If it has gone just now, the next call finds out and says so.
    }
    this.#schedule()
  }

  /** The primary answers: merge, then let it serve. Calls wait meanwhile; one fails when the primary goes again. */
  #recover(primary: Backend): Promise<MergeReport> {
    this.#recovering ??= this.#takeOver(primary).finally(() => {
      this.#recovering = undefined
    })
    return this.#recovering
  }

  async #takeOver(primary: Backend): Promise<MergeReport> {
    const {
      onEvent,
      primary: { type: backend },
    } = this.#options
    const standIn = this.#standIn
    // What a stand-in is still writing comes before what this process writes next.
    await standIn?.pause()
    const report = await this.#mergeInto(primary).catch((error: unknown) => {
      standIn?.resume()
      throw error
    })
    if (standIn !== undefined) {
      this.#standIn = undefined
      this.#epoch += 1
      await standIn.close()
    }
    if (standIn !== undefined || report.sessions + report.values > 0) {
      onEvent({ type: 'recovered', backend, merged: report, message: `${backend} serves; ${describeMerge(report)}` })
    }
    return report
  }

  /** @throws StorageError when the primary is gone again; what one session is refused for keeps no other waiting */
  async #mergeInto(primary: Backend): Promise<MergeReport> {
    const {
      standIns,
      clock,
      onEvent,
      primary: { type: backend },
    } = this.#options
    let report = nothingMerged
    for (const { journal } of standIns) {
      const merged = await mergeJournal(journal, primary, () => clock.now())
      report = addReports(report, merged.report)
      const { failure } = merged
      if (failure === undefined) continue
      if (failure instanceof PrimaryAway) throw failure.cause
      // What this process says next has to come behind it.
      if (isEngawaError(failure) && failure.code === 'storage/locked') throw stillMerging(backend, failure)
      const why = failure instanceof Error ? failure.message : String(failure)
      const message = `not all that was written while ${backend} was away could be merged; it is kept: ${why}`
      onEvent({ type: 'merge-failed', backend, reason: failure, message })
    }
    return report
  }

  /** A journal in memory ends with the process: try once more. */
  async #saveVolatile(): Promise<void> {
    const { standIns, onEvent, primary } = this.#options
    const pending = async () => {
      for (const { journal, isVolatile } of standIns) if (isVolatile && (await isPending(journal)) === true) return true
      return false
    }
    if (this.#standIn === undefined || !(await pending())) return
    await this.sync().catch(() => undefined)
    if (!(await pending())) return
    const message = `what was written while ${primary.type} was away stood in memory alone, and is gone`
    onEvent({ type: 'lost', backend: primary.type, message })
  }
}

/** Null: it can't be read now, so nobody knows. */
const isPending = (journal: OutageJournal): Promise<boolean | null> =>
  journal.isEmpty().then(
    (isEmpty) => !isEmpty,
    () => null,
  )
