import type { StageName, StageRecord, Trace } from '@engawa/sena-client'
import type { LiveTurn } from '../live/live-state.js'

/** What people call the stages, in their order. */
export const stageTitles: Readonly<Record<StageName, string>> = {
  intent_classification: 'Intent',
  memory_retrieval: 'Memory',
  extension_check: 'Extensions',
  llm_processing: 'Model',
  post_processing: 'After the answer',
}

const order = Object.keys(stageTitles) as StageName[]

export interface StageRow {
  readonly name: StageName
  readonly title: string
  /** `waiting`: not begun. */
  readonly state: StageRecord['state'] | 'waiting'
  readonly details: string
  readonly durationMs: number | null
  /** Part of the whole turn, 0 to 1. */
  readonly share: number
}

/** All stages of a turn, those not begun too. */
export function stageRows(stages: readonly StageRecord[]): readonly StageRow[] {
  const total = stages.reduce((sum, { duration_ms }) => sum + (duration_ms ?? 0), 0)
  return order.map((name) => {
    const record = stages.find(({ stage }) => stage === name)
    const durationMs = record?.duration_ms ?? null
    return {
      name,
      title: stageTitles[name],
      state: record?.state ?? 'waiting',
      details: record?.details ?? '',
      durationMs,
      share: total > 0 && durationMs !== null ? durationMs / total : 0,
    }
  })
}

/** A turn as a view of it needs it, from the live updates or from the store. */
export type ShownTurn = LiveTurn & Partial<Pick<Trace, 'started_at'>>

/**
 * The newest turns, once each. While a turn runs its updates know best, and after a lost connection the store does.
 */
export function mergeTurns(live: readonly LiveTurn[], stored: readonly Trace[]): readonly ShownTurn[] {
  const storedById = new Map(stored.map((trace) => [trace.turn_id, trace]))
  const merged = live.map((turn): ShownTurn => {
    const trace = storedById.get(turn.turn_id)
    storedById.delete(turn.turn_id)
    if (!trace) return turn
    return turn.status === 'running' && trace.status === 'running'
      ? { ...trace, ...turn, input: turn.input || trace.input }
      : trace
  })
  return [...merged, ...storedById.values()]
}
