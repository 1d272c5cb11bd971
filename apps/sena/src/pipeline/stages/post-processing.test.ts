import { ShortTermBuffer } from '@engawa/memory'
import { expect, test } from 'vitest'
import { aTurn, openParts, type Parts } from '../../../test/parts.js'
import { classifyByRules } from '../../intent/rules.js'
import type { Answer, Turn, TurnResult } from '../turn.js'
import { postProcessingStage } from './post-processing.js'

const modelAnswer: Answer = {
  text: 'Kites fly by lift.',
  status: 'complete',
  model: 'm',
  provider: 'ollama',
  modelClass: 'fast',
  redactions: 0,
}

const resultOf = (turn: Turn, given: Partial<TurnResult> = {}): TurnResult => ({
  intent: classifyByRules(turn.input),
  memories: [],
  extensions: [],
  answer: modelAnswer,
  ...given,
})

async function finish(parts: Parts, turn: Turn, given: Partial<TurnResult> = {}) {
  await parts.conversations.storeQuestion(turn, turn.input)
  const buffer = new ShortTermBuffer({ clock: parts.clock })
  const report = await postProcessingStage(turn, resultOf(turn, given), { ...parts, buffer })
  return { report, buffer }
}

const remembered = async ({ memory }: Parts) => (await memory.list()).items.map(({ content }) => content)

test('stores the answer next to its question, and remembers both', async () => {
  const parts = await openParts()
  const turn = aTurn('Kites fly over our hill.')
  const { report, buffer } = await finish(parts, turn)

  expect(report.state).toBe('complete')
  expect(await parts.conversations.message('s', turn.answerId)).toMatchObject({ replyTo: turn.messageId, model: 'm' })
  expect(await remembered(parts)).toEqual(['Kites fly by lift.', 'Kites fly over our hill.'])
  expect(buffer.recent('s').map(({ text }) => text)).toEqual(['Kites fly over our hill.', 'Kites fly by lift.'])
})

test('an answer that no model gave is stored, not remembered', async () => {
  const parts = await openParts()
  const turn = aTurn('My kite is red.')
  await finish(parts, turn, { answer: { ...modelAnswer, model: null, provider: null } })

  expect(await parts.conversations.message('s', turn.answerId)).toBeDefined()
  expect(await remembered(parts)).toEqual(['My kite is red.'])
})

test('an answer that was cut off is marked in the conversation', async () => {
  const parts = await openParts()
  const turn = aTurn('How do kites fly?')
  await finish(parts, turn, { answer: { ...modelAnswer, status: 'partial' } })
  expect(await parts.conversations.message('s', turn.answerId)).toMatchObject({ status: 'partial' })
})

test('a cancelled turn without a word leaves no empty answer', async () => {
  const parts = await openParts()
  const turn = aTurn('How do kites fly?')
  const { report } = await finish(parts, turn, { answer: { ...modelAnswer, text: '', status: 'cancelled' } })
  expect(report.state).toBe('complete')
  expect(await parts.conversations.message('s', turn.answerId)).toBeUndefined()
})

test('where remembering fails the answer is stored all the same', async () => {
  const parts = await openParts()
  const turn = aTurn('My kite is red.')
  parts.database.sqlite.exec('DROP TABLE memories')
  const { report } = await finish(parts, turn)

  expect(report).toMatchObject({ state: 'failed', details: expect.stringContaining('answer stored') })
  expect(await parts.conversations.message('s', turn.answerId)).toBeDefined()
})

test('where the answer cannot be stored the stage fails', async () => {
  const parts = await openParts()
  const turn = aTurn('My kite is red.')
  await parts.conversations.storeQuestion(turn, 'x')
  await parts.database.chats.sessions.delete('s')
  const buffer = new ShortTermBuffer({ clock: parts.clock })
  await expect(postProcessingStage(turn, resultOf(turn), { ...parts, buffer })).rejects.toMatchObject({
    code: 'storage/session-deleted',
  })
})
