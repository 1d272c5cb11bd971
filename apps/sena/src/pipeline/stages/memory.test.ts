import { expect, test } from 'vitest'
import { aTurn, openParts } from '../../../test/parts.js'
import { classifyByRules } from '../../intent/rules.js'
import { memoryStage } from './memory.js'

const settings = { maxResults: 3, threshold: 0.3 }

async function recall(question: string, ...memories: readonly string[]) {
  const parts = await openParts()
  for (const content of memories) await parts.memory.add({ content, kind: 'turn', source: 'user', sessionId: 'before' })
  const report = await memoryStage(aTurn(question), classifyByRules(question), { ...parts, settings })
  return { parts, report }
}

test('finds what helps, and counts it as used', async () => {
  const { parts, report } = await recall('What did I say about kites?', 'Kites need wind.', 'The shed is red.')

  expect(report.state).toBe('complete')
  expect(report.result.map(({ memory }) => memory.content)).toEqual(['Kites need wind.'])
  const [hit] = report.result
  expect((await parts.memory.get(hit?.memory.id ?? ''))?.accessCount).toBe(1)
  expect(parts.announced.map((event) => event.type === 'memory_update' && event.data.action)).toEqual([
    'retrieving',
    'retrieved',
  ])
})

test('does not look for a greeting, and says why', async () => {
  const { parts, report } = await recall('Hello!', 'Hello is a word.')
  expect(report).toMatchObject({ state: 'skipped', result: [], details: 'a greeting needs no memory' })
  expect(parts.announced).toEqual([])
})

test('leaves out what has too little to do with the question', async () => {
  const { report } = await recall('Remind me of the red paint for the garden gate hinges', 'The garden is big.', 'x')
  expect(report.result).toEqual([])
})

test('hands on no more than asked for', async () => {
  const { report } = await recall('What did I say about kites?', ...[1, 2, 3, 4, 5].map((n) => `Kite number ${n}.`))
  expect(report.result).toHaveLength(3)
})

test('a memory that fails is gone without, and recorded', async () => {
  const parts = await openParts()
  parts.database.sqlite.exec('DROP TABLE memories')
  const question = 'What did I say about kites?'
  const report = await memoryStage(aTurn(question), classifyByRules(question), { ...parts, settings })

  expect(report).toMatchObject({ state: 'failed', result: [] })
  expect(parts.recorded.errorsSince('2026-01-01')).toHaveLength(1)
})
