import { silentLogger } from '@engawa/cli-kit'
import { expect, test } from 'vitest'
import { fakeForgeToken } from '../../test/fake-secret.js'
import { aTurn, openParts } from '../../test/parts.js'
import { TurnRecorder } from './turn-recorder.js'

async function recorder() {
  const parts = await openParts()
  const turn = aTurn('x')
  parts.turns.begin({ ...turn, input: 'x', startedAt: '2026-03-01T09:00:00.000Z' })
  return { parts, turn, recorder: new TurnRecorder(turn, { ...parts, logger: silentLogger }) }
}

test('times a stage, tells whoever watches, and adds it to the trace', async () => {
  const { parts, turn, recorder: made } = await recorder()
  const result = await made.stage('intent_classification', 'Reading', async () => {
    parts.advance(40)
    return { result: 7, state: 'complete', details: 'done', data: { n: 7 } }
  })

  expect(result).toBe(7)
  expect(parts.announced).toMatchObject([
    { data: { state: 'running', details: 'Reading', duration_ms: null } },
    { data: { state: 'complete', details: 'done', duration_ms: 40, data: { n: 7 } } },
  ])
  expect(parts.turns.get(turn.id)?.stages).toMatchObject([{ state: 'complete', durationMs: 40, data: { n: 7 } }])
})

test('a stage that throws is recorded as failed, and throws on', async () => {
  const { parts, turn, recorder: made } = await recorder()
  const broken = made.stage('memory_retrieval', 'Looking', () => Promise.reject(new Error('no disk')))
  await expect(broken).rejects.toThrow('no disk')
  expect(parts.turns.get(turn.id)?.stages).toMatchObject([{ state: 'failed', details: 'no disk' }])
})

test('a trace that cannot be written costs the turn nothing', async () => {
  const { parts, recorder: made } = await recorder()
  parts.database.sqlite.exec('DROP TABLE turn_stages')
  const work = async () => ({ result: 7, state: 'complete', details: 'done' }) as const
  expect(await made.stage('intent_classification', 'Reading', work)).toBe(7)
})

test('a trace is only ever added to', async () => {
  const { parts, recorder: made } = await recorder()
  await made.stage('intent_classification', 'Reading', async () => ({ result: 1, state: 'complete', details: 'done' }))
  expect(() => parts.database.sqlite.exec("UPDATE turn_stages SET details = 'other'")).toThrow(/only ever added/)
})

test('no secret enters a trace or what watchers see', async () => {
  const secret = fakeForgeToken()
  const { parts, turn, recorder: made } = await recorder()
  const work = async () => ({ result: 1, state: 'complete', details: secret, data: { [secret]: [secret] } }) as const
  await made.stage('intent_classification', 'Reading', work)
  expect(JSON.stringify([parts.announced, parts.turns.get(turn.id)])).not.toContain(secret)
})
