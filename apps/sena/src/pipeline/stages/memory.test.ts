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

test.each([
  ['when is the deploy window?', 'The deploy window is Tuesday 14:00.'],
  ["what's anna allergic to", 'remember that Anna is allergic to nuts'],
])('a plain question finds what was told: %j', async (question, told) => {
  const { report } = await recall(question, told, 'The shed is red.')
  expect(report.result.map(({ memory }) => memory.content)).toEqual([told])
})

test('the latest is for whoever asks what was said, and for nobody else', async () => {
  expect((await recall('What did we talk about?', 'Kites need wind.')).report.result).toHaveLength(1)
  expect((await recall('And what about them?', 'Kites need wind.')).report.result).toEqual([])
  expect((await recall('thanks', 'Kites need wind.')).report).toMatchObject({ state: 'skipped', result: [] })
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
