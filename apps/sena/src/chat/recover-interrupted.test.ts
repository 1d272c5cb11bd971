import { silentLogger } from '@engawa/cli-kit'
import { textOf } from '@engawa/core'
import { expect, test } from 'vitest'
import { aTurn, fillDisk, openParts, type Parts } from '../../test/parts.js'
import type { Turn } from '../pipeline/turn.js'
import { recoverInterrupted } from './recover-interrupted.js'

/** A turn as a killed process leaves it, cut off at some step. */
async function leave(parts: Parts, until: 'begun' | 'asked' | 'answering' | 'answered'): Promise<Turn> {
  const turn = aTurn('My kite is red.')
  parts.turns.begin({ ...turn, input: turn.input, startedAt: '2026-03-01T09:00:00.000Z' })
  if (until === 'begun') return turn
  await parts.conversations.storeQuestion(turn, 'Kites')
  if (until === 'asked') return turn
  parts.turns.saveProgress(turn.id, { partialAnswer: 'It is', model: 'm' })
  if (until === 'answering') return turn
  const answer = { text: 'It is, indeed.', status: 'complete', model: 'm', provider: 'ollama' } as const
  await parts.conversations.storeAnswer(turn, answer)
  return turn
}

const recover = (parts: Parts) => recoverInterrupted({ ...parts, logger: silentLogger })

test.each([
  ['begun', 'failed', undefined],
  ['asked', 'interrupted', undefined],
  ['answering', 'interrupted', 'It is'],
  ['answered', 'complete', 'It is, indeed.'],
] as const)('a turn that was cut off when %s is closed as %s', async (until, status, text) => {
  const parts = await openParts()
  const turn = await leave(parts, until)
  expect(await recover(parts)).toBe(1)

  expect(parts.turns.get(turn.id)?.turn).toMatchObject({ status, partialAnswer: '' })
  const answer = await parts.conversations.message('s', turn.answerId)
  expect(answer && textOf(answer)).toBe(text)
  expect((await parts.memory.statistics()).turns).toBe(until === 'begun' ? 0 : 1)
  expect(await recover(parts)).toBe(0)
})

test('a recovery that was itself killed is recovered from', async () => {
  const parts = await openParts()
  const turn = await leave(parts, 'answering')
  // Killed after the answer was stored and before the turn was closed.
  await parts.conversations.storeAnswer(turn, { text: 'It is', status: 'partial', model: 'm', provider: null })
  await recover(parts)
  const { items } = await parts.database.chats.messages.list({ sessionId: 's' })
  expect(items).toHaveLength(2)
  expect(parts.turns.get(turn.id)?.turn.status).toBe('partial')
})

test('a conversation that was deleted meanwhile does not keep Sena from starting', async () => {
  const parts = await openParts()
  const lost = await leave(parts, 'answering')
  await parts.database.chats.sessions.delete('s')
  expect(await recover(parts)).toBe(1)
  expect(parts.turns.get(lost.id)?.turn.status).not.toBe('running')
})

test('what can not be stored now waits for the next start', async () => {
  const parts = await openParts()
  const turn = await leave(parts, 'answering')
  const long = 'It is, as they say, '.repeat(2_000)
  parts.turns.saveProgress(turn.id, { partialAnswer: long, model: 'm' })
  const free = fillDisk(parts)
  expect(await recover(parts)).toBe(0)
  expect(parts.turns.get(turn.id)?.turn).toMatchObject({ status: 'running', partialAnswer: long })

  free()
  expect(await recover(parts)).toBe(1)
  const answer = await parts.conversations.message('s', turn.answerId)
  expect(answer && textOf(answer)).toBe(long)
  expect(parts.turns.get(turn.id)?.turn).toMatchObject({ status: 'interrupted', partialAnswer: '' })
})

test('the answer to a conversation that was deleted is not kept beside it', async () => {
  const parts = await openParts()
  const turn = await leave(parts, 'answering')
  await parts.database.chats.sessions.delete('s')
  await recover(parts)
  expect(parts.turns.get(turn.id)?.turn.partialAnswer).toBe('')
})
