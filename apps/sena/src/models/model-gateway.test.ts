import { createProvider } from '@engawa/llm-providers'
import { startFakeOllama } from '@engawa/testkit'
import { expect, test } from 'vitest'
import { createModelGateway, type ModelSettings } from './model-gateway.js'

const settings = (name?: string): ModelSettings => ({ name, maxTokens: 1, temperature: 0, contextWindow: 2_048 })

async function choose(fast: string | undefined, code: string | undefined, ...installed: readonly string[]) {
  const models = installed.map((name) => ({ name, abilities: ['completion' as const], contextLength: 2_048 }))
  const ollama = await startFakeOllama({ models })
  const provider = createProvider({ kind: 'ollama', baseUrl: ollama.url, consent: { isGranted: () => false } })
  const gateway = createModelGateway({
    provider,
    settings: { fast: settings(fast), critical: settings(), code: settings(code) },
  })
  const choice = await gateway.choose('code')
  await ollama.close()
  return choice
}

test('takes the configured model', async () => {
  expect(await choose('a:1b', 'b', 'a:1b', 'b')).toMatchObject({ chosen: { model: 'b:latest' } })
})

test('takes the fast one where the configured one is not installed, and says so', async () => {
  expect(await choose('a:1b', 'gone', 'b', 'a:1b')).toMatchObject({
    chosen: { model: 'a:1b', note: 'gone is not installed: a:1b answers' },
  })
})

test('takes the first installed that is no embedding model where none is configured', async () => {
  const choice = await choose(undefined, undefined, 'nomic-embed-text', 'b', 'c')
  expect(choice).toMatchObject({ chosen: { model: 'b:latest' } })
  expect('chosen' in choice && choice.chosen.note).toBeUndefined()
})

test('says what to do where nothing is installed, or nothing is there', async () => {
  expect(await choose('a:1b', undefined)).toMatchObject({ missing: { hint: 'Run `ollama pull a:1b`.' } })
  const provider = createProvider({
    kind: 'ollama',
    baseUrl: 'http://127.0.0.1:9',
    consent: { isGranted: () => false },
  })
  const all = { fast: settings(), critical: settings(), code: settings() }
  expect(await createModelGateway({ provider, settings: all }).choose('fast')).toMatchObject({
    missing: { detail: 'Ollama: not found at http://127.0.0.1:9', hint: expect.stringContaining('ollama.com') },
  })
})

test('looks again only after a while, or when told', async () => {
  let now = 0
  const ollama = await startFakeOllama()
  const provider = createProvider({ kind: 'ollama', baseUrl: ollama.url, consent: { isGranted: () => false } })
  const all = { fast: settings(), critical: settings(), code: settings() }
  const gateway = createModelGateway({ provider, settings: all, clock: { now: () => now, monotonic: () => now } })
  const looks = async () => {
    await gateway.choose('fast')
    return ollama.requests.filter(({ path }) => path === '/api/tags').length
  }
  const first = await looks()
  expect(await looks()).toBe(first)
  now += 3_001
  expect(await looks()).toBeGreaterThan(first)
  const second = await looks()
  gateway.forget()
  expect(await looks()).toBeGreaterThan(second)
  await ollama.close()
})
