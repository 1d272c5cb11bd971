import type { LiveUpdate, StageRecord } from '@engawa/sena-client'
import { describe, expect, it } from 'vitest'
import { initialLiveState, keptLogs, keptTurns, type LiveState, reduceLive } from './live-state.js'

const ids = { turn_id: 't1', session_id: 's1' }
const stage = (name: StageRecord['stage'], state: StageRecord['state'], duration_ms: number | null): StageRecord => ({
  stage: name,
  state,
  started_at: '2026-01-01T00:00:00.000Z',
  duration_ms,
  details: `${name} ${state}`,
  data: {},
})
const started: LiveUpdate = { seq: 1, type: 'turn_started', data: { ...ids, input: 'hello' } }
const processing = (seq: number, record: StageRecord): LiveUpdate => ({
  seq,
  type: 'processing_update',
  data: { ...ids, ...record },
})
const finished: LiveUpdate = {
  seq: 9,
  type: 'turn_finished',
  data: { ...ids, status: 'complete', model_used: 'm', duration_ms: 12 },
}
const log = (id: number): LiveUpdate => ({
  seq: id,
  type: 'log',
  data: { id, timestamp: '', level: 'info', module: 'm', message: String(id), context: {} },
})

const after = (updates: readonly LiveUpdate[], from: LiveState = initialLiveState) =>
  updates.reduce((state, update) => reduceLive(state, { type: 'update', update }), from)

describe('a turn', () => {
  it('grows stage by stage, each stage once', () => {
    const state = after([
      started,
      processing(2, stage('intent_classification', 'running', null)),
      processing(3, stage('intent_classification', 'complete', 2)),
      processing(4, stage('memory_retrieval', 'running', null)),
    ])
    expect(state.turns).toHaveLength(1)
    expect(state.turns[0]).toMatchObject({ input: 'hello', status: 'running' })
    expect(state.turns[0]?.stages.map((s) => [s.stage, s.state, s.duration_ms])).toEqual([
      ['intent_classification', 'complete', 2],
      ['memory_retrieval', 'running', null],
    ])
  })

  it('ends with its status, model and duration', () => {
    expect(after([started, finished]).turns[0]).toMatchObject({ status: 'complete', model_used: 'm', duration_ms: 12 })
  })

  it('is shown also when its start was not heard', () => {
    const state = after([processing(7, stage('llm_processing', 'running', null)), finished])
    expect(state.turns[0]).toMatchObject({ turn_id: 't1', input: '', status: 'complete' })
  })

  it('does not mix with another', () => {
    const other: LiveUpdate = { seq: 2, type: 'turn_started', data: { turn_id: 't2', session_id: 's2', input: 'b' } }
    const state = after([started, other, processing(3, stage('llm_processing', 'running', null))])
    expect(state.turns.map((turn) => [turn.turn_id, turn.stages.length])).toEqual([
      ['t2', 0],
      ['t1', 1],
    ])
  })

  it('counts as ended also when a newer one ended before it', () => {
    const newer = { turn_id: 't2', session_id: 's2' }
    const both = after([started, { seq: 2, type: 'turn_started', data: { ...newer, input: 'b' } }])
    const first = after([{ ...finished, data: { ...finished.data, ...newer } } as LiveUpdate], both)
    expect([both.turnsEnded, first.turnsEnded, after([finished], first).turnsEnded]).toEqual([0, 1, 2])
  })

  it('is forgotten by a gap while it runs, and kept when it was over', () => {
    expect(reduceLive(after([started]), { type: 'gap' })).toMatchObject({ turns: [], gaps: 1 })
    expect(reduceLive(after([started, finished]), { type: 'gap' }).turns).toHaveLength(1)
  })
})

describe('what is kept', () => {
  it('is bounded, the newest staying', () => {
    const logs = after(Array.from({ length: keptLogs + 5 }, (_, n) => log(n + 1))).logs
    expect(logs).toHaveLength(keptLogs)
    expect(logs.at(-1)?.id).toBe(keptLogs + 5)
    const turns = after(
      Array.from({ length: keptTurns + 5 }, (_, n) => ({
        seq: n + 1,
        type: 'turn_started' as const,
        data: { turn_id: `t${n}`, session_id: 's', input: '' },
      })),
    ).turns
    expect(turns).toHaveLength(keptTurns)
    expect(turns[0]?.turn_id).toBe(`t${keptTurns + 4}`)
  })

  it('counts only changes of the memory, not looks at it', () => {
    const memory = (action: 'stored' | 'retrieving'): LiveUpdate => ({
      seq: 1,
      type: 'memory_update',
      data: { action, results_count: 0 },
    })
    expect(after([memory('stored'), memory('retrieving')]).memoryChanges).toBe(1)
  })
})

describe('the connection', () => {
  const closing = { type: 'closing', reason: 'too_many', message: 'There are 10 connections already.' } as const

  it('remembers why it was ended until there is a new one', () => {
    const ended = reduceLive(initialLiveState, { type: 'closing', closing })
    const offline = reduceLive(ended, { type: 'connection', connection: 'offline' })
    expect(offline).toMatchObject({ connection: 'offline', closing })
    expect(reduceLive(offline, { type: 'connection', connection: 'live' }).closing).toBeUndefined()
  })
})
