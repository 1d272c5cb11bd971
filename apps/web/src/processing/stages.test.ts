import type { StageRecord, Trace } from '@engawa/sena-client'
import { describe, expect, it } from 'vitest'
import type { LiveTurn } from '../live/live-state.js'
import { mergeTurns, stageRows } from './stages.js'

const stage = (name: StageRecord['stage'], state: StageRecord['state'], duration_ms: number | null): StageRecord => ({
  stage: name,
  state,
  started_at: '',
  duration_ms,
  details: 'd',
  data: {},
})
const live = (turn_id: string, rest: Partial<LiveTurn> = {}): LiveTurn => ({
  turn_id,
  session_id: 's',
  input: 'live',
  status: 'running',
  model_used: null,
  duration_ms: null,
  stages: [],
  ...rest,
})
const trace = (turn_id: string, rest: Partial<Trace> = {}): Trace => ({
  ...live(turn_id, { input: 'stored', status: 'complete' }),
  started_at: '2026-01-01T00:00:00.000Z',
  stages: [],
  ...rest,
})

describe('stageRows', () => {
  it('shows all five in their order, those to come as waiting', () => {
    const rows = stageRows([stage('memory_retrieval', 'running', null), stage('intent_classification', 'complete', 2)])
    expect(rows.map(({ title, state }) => [title, state])).toEqual([
      ['Intent', 'complete'],
      ['Memory', 'running'],
      ['Extensions', 'waiting'],
      ['Model', 'waiting'],
      ['After the answer', 'waiting'],
    ])
  })

  it('gives each its share of the time', () => {
    const rows = stageRows([stage('intent_classification', 'complete', 1), stage('llm_processing', 'complete', 3)])
    expect(rows.map(({ share }) => share)).toEqual([0.25, 0, 0, 0.75, 0])
  })

  it('divides by nothing when nothing took time', () => {
    expect(stageRows([stage('intent_classification', 'complete', 0)])[0]?.share).toBe(0)
  })
})

describe('mergeTurns', () => {
  const ids = (turns: readonly LiveTurn[]) => turns.map(({ turn_id }) => turn_id)

  it('shows each turn once, the newest first', () => {
    expect(ids(mergeTurns([live('c'), live('b')], [trace('b'), trace('a')]))).toEqual(['c', 'b', 'a'])
  })

  it('believes the store about a turn that ended while nobody heard', () => {
    expect(mergeTurns([live('a')], [trace('a', { status: 'interrupted' })])[0]).toMatchObject({ status: 'interrupted' })
  })

  it('believes the updates while both say that it runs', () => {
    const running = live('a', { input: '', stages: [stage('llm_processing', 'running', null)] })
    expect(mergeTurns([running], [trace('a', { status: 'running' })])[0]).toMatchObject({
      input: 'stored',
      stages: [{ stage: 'llm_processing' }],
    })
  })
})
