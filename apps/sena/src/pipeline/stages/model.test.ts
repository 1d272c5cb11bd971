import { createProvider } from '@engawa/llm-providers'
import { type FakeOllama, type Scenario, startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeForgeToken } from '../../../test/fake-secret.js'
import { aTurn, openParts, type Parts } from '../../../test/parts.js'
import { classifyByRules } from '../../intent/rules.js'
import { createModelGateway } from '../../models/model-gateway.js'
import { modelSettings } from '../../models/model-settings.js'
import { defaultSettings } from '../../settings/default-settings.js'
import type { Turn } from '../turn.js'
import { modelStage } from './model.js'

let ollama: FakeOllama
let parts: Parts
beforeEach(async () => {
  ollama = await startFakeOllama()
  parts = await openParts()
})
afterEach(() => ollama.close())

async function answer(turn: Turn, ...scenarios: readonly Scenario[]) {
  ollama.next(...scenarios)
  const deltas: string[] = []
  const provider = createProvider({
    kind: 'ollama',
    baseUrl: ollama.url,
    consent: { isGranted: () => false },
    maxAttempts: 1,
  })
  const report = await modelStage(
    turn,
    { intent: classifyByRules(turn.input), memories: [], extensions: [], history: [] },
    {
      ...parts,
      models: createModelGateway({ provider, settings: modelSettings(defaultSettings) }),
      onDelta: (text) => deltas.push(text),
      onModel: () => {},
    },
  )
  return { report, deltas }
}

test('streams what the model says, and records what was sent', async () => {
  const { report, deltas } = await answer(aTurn('Tell me of kites.'))

  expect(report).toMatchObject({ state: 'complete', result: { status: 'complete', provider: 'ollama', redactions: 0 } })
  expect(deltas.length).toBeGreaterThan(1)
  expect(deltas.join('')).toBe(report.result.text)
  expect(report.data).toMatchObject({
    finish_reason: 'stop',
    prompt: [{ role: 'system' }, { text: 'Tell me of kites.' }],
  })
})

test('takes secrets out of the question and of the extra context', async () => {
  const secret = fakeForgeToken()
  const { report } = await answer(aTurn(`Is ${secret} a key?`, { context: [`key=${secret}`] }))

  expect(report.result.redactions).toBe(2)
  expect(ollama.modelRequests[0]?.bodyText).not.toContain(secret)
  expect(JSON.stringify(report)).not.toContain(secret)
})

test('a question too long for the model is cut, and trace and answer say so', async () => {
  const { report, deltas } = await answer(aTurn(`Tell me of kites. ${'wind '.repeat(20_000)}`))
  const leftOut = Number(/: (\d+) of its 100018 characters/.exec(report.result.text)?.[1])
  expect(leftOut).toBeGreaterThan(10_000)
  expect(report.data).toMatchObject({ left_out: { question: leftOut } })
  expect(deltas.join('')).toBe(report.result.text)
  expect(ollama.modelRequests[0]?.bodyText.length).toBeLessThan(100_018 - leftOut + 1_000)
})

test('keeps what had arrived before the stream was cut', async () => {
  const { report } = await answer(aTurn('Tell me of kites.'), { cutAfter: 2 })
  expect(report).toMatchObject({ state: 'failed', result: { status: 'partial', text: 'You said:' } })
})

test('says so honestly where the model fails at once', async () => {
  const { report, deltas } = await answer(aTurn('Tell me of kites.'), { status: { code: 500, error: 'out of luck' } })
  expect(report).toMatchObject({ state: 'failed', result: { status: 'complete', model: null } })
  expect(report.result.text).toMatch(/No model answered this .*out of luck/s)
  expect(deltas).toEqual([report.result.text])
})

test('is not asked once the turn has been cancelled', async () => {
  const { report } = await answer(aTurn('Tell me of kites.', { signal: AbortSignal.abort() }))
  expect(report.result).toMatchObject({ status: 'cancelled', text: '' })
  expect(ollama.modelRequests).toEqual([])
})
