import type { Logger } from '@engawa/cli-kit'
import { type Clock, type JsonObject, timestamp } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import type { StageName } from '@engawa/sena-client'
import type { TurnRepository } from '../database/repositories/turn-repository.js'
import type { Announce } from '../live/live-event.js'
import type { Turn } from './turn.js'

/** What a stage did, and what the next ones get of it. */
export interface StageReport<T> {
  readonly result: T
  readonly state: 'complete' | 'skipped' | 'failed'
  /** One line for people. */
  readonly details: string
  /** What it decided, for the trace. */
  readonly data?: JsonObject
}

export interface RecorderPorts {
  readonly turns: Pick<TurnRepository, 'addStage'>
  readonly announce: Announce
  readonly filter: Pick<SecretFilter, 'redact'>
  readonly logger: Logger
  readonly clock: Clock
}

interface StageEntry {
  readonly stage: StageName
  readonly state: 'running' | StageReport<unknown>['state']
  readonly startedAt: string
  readonly durationMs: number | null
  readonly details: string
  readonly data: JsonObject
}

/** Times each stage of one turn, tells whoever watches, and writes the turn's trace. */
export class TurnRecorder {
  readonly #turn: Turn
  readonly #ports: RecorderPorts
  #current: StageName | undefined

  constructor(turn: Turn, ports: RecorderPorts) {
    this.#turn = turn
    this.#ports = ports
  }

  /** The stage that runs now. */
  get current(): StageName | undefined {
    return this.#current
  }

  /** Run one stage. What it throws is recorded as its failure and thrown on. */
  async stage<T>(name: StageName, opening: string, work: () => Promise<StageReport<T>>): Promise<T> {
    const { clock } = this.#ports
    const startedAt = timestamp(clock)
    const started = clock.monotonic()
    const entry = (state: StageEntry['state'], details: string, data: JsonObject = {}): StageEntry => {
      const durationMs = state === 'running' ? null : clock.monotonic() - started
      return { stage: name, state, startedAt, durationMs, ...this.#filtered(details, data) }
    }
    this.#current = name
    this.#announce(entry('running', opening))
    try {
      const { result, state, details, data } = await work()
      this.#finish(entry(state, details, data))
      return result
    } catch (error) {
      this.#finish(entry('failed', error instanceof Error ? error.message : String(error)))
      throw error
    }
  }

  #finish(entry: StageEntry): void {
    this.#announce(entry)
    const { turns, logger } = this.#ports
    const { state, durationMs } = entry
    if (state === 'running' || durationMs === null) return
    try {
      turns.addStage({ ...entry, state, durationMs, turnId: this.#turn.id })
    } catch (error) {
      // A trace that can't be written costs the answer nothing.
      logger.warn(`The trace of a turn has a gap: ${String(error)}`, {
        turn_id: this.#turn.id,
        stage: entry.stage,
      })
    }
  }

  #announce({ stage, state, startedAt, durationMs, details, data }: StageEntry): void {
    this.#ports.announce({
      type: 'processing_update',
      data: {
        turn_id: this.#turn.id,
        session_id: this.#turn.sessionId,
        stage,
        state,
        started_at: startedAt,
        duration_ms: durationMs,
        details,
        data,
      },
    })
  }

  /** Traces outlive conversations and are shown to whoever debugs: no secret enters one. */
  #filtered(details: string, data: JsonObject): { readonly details: string; readonly data: JsonObject } {
    try {
      return this.#ports.filter.redact({ details, data }).value
    } catch {
      return { details: 'withheld: the secret filter could not vouch for it', data: {} }
    }
  }
}
