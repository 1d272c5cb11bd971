import type { StageRecord } from '@engawa/sena-client'
import { expect, it } from 'vitest'
import { memoriesOfTrace } from './memories-of-trace.js'

const stage = (data: StageRecord['data']): StageRecord => ({
  stage: 'memory_retrieval',
  state: 'complete',
  started_at: '',
  duration_ms: 1,
  details: '',
  data,
})
const memory = { id: 'm', content: 'likes tea', relevance_score: 0.5 }

it('finds the memories of a trace', () => {
  expect(memoriesOfTrace({ stages: [stage({ hits: [{ ...memory, signals: {} }] })] })).toEqual([memory])
})

it.each([[[]], [[stage({})]], [[stage({ hits: 'many' })]], [[stage({ hits: [null, 3, { id: 'x' }] })]]])(
  'finds none in %j',
  (stages) => {
    expect(memoriesOfTrace({ stages })).toEqual([])
  },
)
