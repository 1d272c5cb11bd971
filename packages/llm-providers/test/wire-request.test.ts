import { randomBytes } from 'node:crypto'
import { type FakeCloud, type FakeOllama, startFakeCloud, startFakeOllama } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProvider, type LlmRequest, type ProviderKind, type ProviderOptions } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'

const key = `sk-${randomBytes(20).toString('hex')}`
const full: Partial<LlmRequest> = {
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'be brief — 雨' }] },
    { role: 'user', content: [{ type: 'text', text: 'what time is it?' }] },
    {
      role: 'assistant',
      content: [],
      toolCalls: [{ id: 'c1', name: 'now', arguments: { zone: 'UTC' } }],
    },
    { role: 'tool', toolCallId: 'c1', content: [{ type: 'text', text: '12:00' }] },
  ],
  tools: [{ name: 'now', description: 'the time', parameters: { type: 'object', properties: {} } }],
  temperature: 0.5,
  maxTokens: 99,
  stop: ['END'],
  responseSchema: { type: 'object', properties: { time: { type: 'string' } } },
}

let cloud: FakeCloud
let ollama: FakeOllama
beforeAll(async () => {
  ;[cloud, ollama] = await Promise.all([startFakeCloud(), startFakeOllama()])
})
afterAll(() => Promise.all([cloud.close(), ollama.close()]))

const kinds: readonly [ProviderKind, () => string][] = [
  ['openai', () => cloud.openaiUrl],
  ['gemini', () => cloud.geminiUrl],
  ['openai-compatible', () => cloud.openaiUrl],
  ['anthropic', () => cloud.url],
  ['ollama', () => ollama.url],
]

describe.each(kinds)('the wire request of %s', (kind, address) => {
  const provider = (options: Partial<ProviderOptions> = {}) =>
    createProvider({ kind, baseUrl: address(), apiKey: key, consent: consentTo(kind), ...options })
  const last = () => (kind === 'ollama' ? ollama : cloud).modelRequests.at(-1)

  it.each([
    ['a question', {}],
    ['all that a request can hold', full],
  ] as const)('is what arrives, byte for byte: %s', async (_, fields) => {
    const request = question('hello — 雨', fields)
    const shown = await provider().wireRequest(request)
    const before = last()
    await drain(provider().stream(request))
    const arrived = last()
    expect(arrived).not.toBe(before)
    expect(shown.body).toBe(arrived?.bodyText)
    expect(shown.method).toBe(arrived?.method)
    expect(shown.url).toBe(`${new URL(address()).origin}${arrived?.path}`)
    for (const [name, value] of Object.entries(shown.headers)) {
      if (value !== '‹masked›') expect(`${name}: ${arrived?.headers[name]}`).toBe(`${name}: ${value}`)
    }
  })

  it('shows no key, needs no consent, and sends nothing', async () => {
    const sent = last()
    const shown = await provider({ consent: consentTo() }).wireRequest(question('x'))
    expect(JSON.stringify(shown)).not.toContain(key)
    expect(Object.values(shown.headers)).toContain('‹masked›')
    expect(last()).toBe(sent)
  })

  it('is refused as the request would be', async () => {
    const refused = provider().wireRequest(
      question('x', { [kind === 'ollama' ? 'model' : 'contextWindow']: kind === 'ollama' ? '' : 9 }),
    )
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/refused-capability|bad-request/) })
  })
})

it('has nothing to show where there is no provider', async () => {
  const none = createProvider({ kind: 'none', consent: consentTo() })
  await expect(none.wireRequest(question('x'))).rejects.toMatchObject({ code: 'llm/no-provider' })
})

it('hides credentials that stand in the address', async () => {
  const password = randomBytes(8).toString('hex')
  const baseUrl = `http://me:${password}@127.0.0.1:1`
  const shown = await createProvider({ kind: 'ollama', baseUrl, consent: consentTo() }).wireRequest(question('x'))
  expect(shown.url).toBe('http://127.0.0.1:1/api/chat')
  expect(JSON.stringify(shown)).not.toContain(password)
  expect(JSON.stringify(shown)).not.toContain(Buffer.from(`me:${password}`).toString('base64'))
})
