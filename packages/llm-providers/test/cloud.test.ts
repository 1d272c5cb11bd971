import { randomBytes } from 'node:crypto'
import { type FakeCloud, startFakeCloud } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProvider, type ProviderKind, type ProviderOptions } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'
import { vouched } from './vouched.js'

const key = `sk-${randomBytes(20).toString('hex')}`
const tools = [{ name: 'now', description: 'the time', parameters: { type: 'object', properties: {} } }]

interface Case {
  readonly kind: ProviderKind
  readonly at: 'url' | 'openaiUrl' | 'geminiUrl'
}

const cases: readonly Case[] = [
  { kind: 'openai', at: 'openaiUrl' },
  { kind: 'gemini', at: 'geminiUrl' },
  { kind: 'openai-compatible', at: 'openaiUrl' },
  { kind: 'anthropic', at: 'url' },
]

describe.each(cases)('$kind', ({ kind, at }) => {
  let fake: FakeCloud
  beforeEach(async () => {
    fake = await startFakeCloud()
  })
  afterEach(() => fake.close())

  const provider = (options: Partial<ProviderOptions> = {}) =>
    createProvider({
      kind,
      baseUrl: fake[at],
      apiKey: key,
      consent: consentTo(kind),
      retryDelayMs: 1,
      ...options,
    })
  const failing = async (options: Partial<ProviderOptions> = {}) => drain(provider(options).stream(question('a b c d')))

  it('streams an answer in pieces, with one finish at its end', async () => {
    const { parts, text } = await drain(provider().stream(question('雨が降る 🏯', { model: 'some-model' })))
    expect(text).toBe('You said: 雨が降る 🏯')
    expect(parts.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(1)
    expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'stop', model: 'some-model' })
    expect(parts.filter(({ type }) => type === 'finish')).toHaveLength(1)
    expect(fake.modelRequests[0]?.headers.authorization).toBe(`Bearer ${key}`)
  })

  it.each([1, 3, 17])('reads the same whatever the size of the pieces (%i bytes)', async (pieceBytes) => {
    fake.next({ pieceBytes })
    const { text, error } = await drain(provider().stream(question('雨が降る 🏯 naïve — "quoted"')))
    expect({ text, error }).toEqual({ text: 'You said: 雨が降る 🏯 naïve — "quoted"', error: undefined })
  })

  it('brings reasoning and calls of tools', async () => {
    fake.replyWith(() => ({ thinking: 'a clock', toolCalls: [{ name: 'now', arguments: { zone: 'UTC' } }] }))
    expect(await provider().generate(question('time?', { tools }))).toMatchObject({
      reasoning: 'a clock',
      finishReason: 'tool-calls',
      toolCalls: [{ id: expect.stringMatching(/./), name: 'now', arguments: { zone: 'UTC' } }],
    })
  })

  describe('fails', () => {
    it('as cut off when the socket breaks or the end is missing, after giving what had arrived', async () => {
      fake.next({ cutAfter: 4 }, { endAfter: 4 })
      for (const _ of [1, 2]) {
        const { text, error } = await failing()
        expect('You said: a b c d'.startsWith(text) && text !== '').toBe(true)
        expect(error).toMatchObject({ code: 'llm/cut-off', exitCode: 4 })
      }
      expect(fake.modelRequests).toHaveLength(2)
    })

    it('on an error in the middle of a stream', async () => {
      fake.next({ errorAfter: { frames: 4, error: 'overloaded just now' } })
      const { text, error } = await failing()
      expect(text).not.toBe('')
      expect(error).toMatchObject({ code: 'llm/server', message: expect.stringContaining('overloaded just now') })
    })

    it('on an event that is not JSON', async () => {
      fake.next({ malformedAfter: 4 })
      expect((await failing()).error).toMatchObject({ code: 'llm/invalid-response' })
    })

    it('when it falls silent, and closes the socket', async () => {
      fake.next({ silentAfter: 4 })
      const { text, error } = await failing({ idleTimeoutMs: 80 })
      expect(text).not.toBe('')
      expect(error).toMatchObject({ code: 'llm/timeout' })
      await expect(fake.modelRequests[0]?.ended).resolves.toBe('client-gone')
    })

    it('when the first byte does not come', async () => {
      fake.next({ firstByteDelayMs: 5_000 })
      expect((await failing({ idleTimeoutMs: 60 })).error).toMatchObject({ code: 'llm/timeout' })
    })

    it('when a page answers instead of a model', async () => {
      const page = async () => new Response('<html>Welcome</html>', { headers: { 'content-type': 'text/html' } })
      expect((await failing({ fetch: page })).error).toMatchObject({
        code: 'llm/invalid-response',
        message: expect.stringContaining('text/html'),
      })
    })

    it('when nothing listens', async () => {
      await fake.close()
      expect((await failing()).error).toMatchObject({
        code: 'llm/unreachable',
        message: expect.stringContaining(fake[at]),
        details: { reason: 'ECONNREFUSED' },
      })
      fake = await startFakeCloud()
    })

    it('as unreachable when the connection times out, whatever the client makes of that', async () => {
      const cause = Object.assign(new Error('Connect Timeout Error'), { code: 'UND_ERR_CONNECT_TIMEOUT' })
      const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
      expect((await failing({ fetch, maxAttempts: 1 })).error).toMatchObject({
        code: 'llm/unreachable',
        details: { reason: 'UND_ERR_CONNECT_TIMEOUT' },
      })
    })

    it('on a redirect, which is not followed', async () => {
      fake.next({ status: { code: 307, error: 'moved', headers: { location: `${fake.url}/elsewhere` } } })
      expect((await failing()).error).toMatchObject({ code: 'llm/invalid-response' })
      expect(fake.requests).toHaveLength(1)
    })

    it('with a key that was refused, without the key in the error', async () => {
      const echoed = `Incorrect API key provided: ${key}. Your key was ${key.slice(0, 6)}*****${key.slice(-4)}.`
      for (const code of [401, 403, 400, 500]) {
        fake.next({ status: { code, error: echoed } })
        const { error } = await failing({ maxAttempts: 1 })
        const shown = JSON.stringify(error, [...Object.getOwnPropertyNames(error), 'message', 'cause', 'body'])
        expect(shown).not.toContain(key)
        expect(shown).not.toContain('*****')
        if (code === 401) expect(error).toMatchObject({ code: 'llm/unauthorized', exitCode: 3 })
      }
    })

    it('with a model that does not exist', async () => {
      const body =
        kind === 'anthropic'
          ? { type: 'error', error: { type: 'not_found_error', message: 'model: llama3.2' } }
          : { error: { message: 'The model does not exist', code: 'model_not_found' } }
      fake.next({ status: { code: 404, error: '', body } })
      expect((await failing()).error).toMatchObject({ code: 'llm/model-not-found', details: { model: 'llama3.2' } })
    })
  })

  describe('tries again', () => {
    it('after 429, 500 and a connection that broke, while nothing has been delivered', async () => {
      fake.next({ status: { code: 429, error: 'slow', retryAfter: 0 } }, { cutAfter: 0 })
      const { text, error } = await failing()
      expect({ text, error }).toEqual({ text: 'You said: a b c d', error: undefined })
      expect(fake.modelRequests).toHaveLength(3)
    })

    it('no more often than told: the client behind it does not retry on its own', async () => {
      fake.always({ status: { code: 500, error: 'broken' } })
      expect((await failing({ maxAttempts: 2 })).error).toMatchObject({ code: 'llm/server' })
      expect(fake.modelRequests).toHaveLength(2)
    })

    it('not at all when the server asks for minutes of patience', async () => {
      fake.always({ status: { code: 429, error: 'slow', retryAfter: 600 } })
      expect((await failing()).error).toMatchObject({ code: 'llm/rate-limited', details: { retryAfterMs: 600_000 } })
      expect(fake.modelRequests).toHaveLength(1)
    })
  })

  it('stops when aborted, and closes the socket', async () => {
    fake.next({ silentAfter: 4 })
    const controller = new AbortController()
    const reading = (async () => {
      for await (const part of provider().stream(question('a b c d'), { signal: controller.signal })) {
        if (part.type === 'text-delta') controller.abort()
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'llm/aborted', exitCode: 130 })
    await expect(fake.modelRequests[0]?.ended).resolves.toBe('client-gone')
  })

  it('lists models', async () => {
    expect((await provider().listModels()).length).toBeGreaterThan(0)
    expect(fake.requests.at(-1)?.path).toMatch(/\/models$/)
  })

  it('embeds where it can, and says so where it cannot', async () => {
    const asked = provider().embed(vouched({ model: 'text-embedding', texts: ['a', 'b'] }))
    if (kind === 'anthropic') return expect(asked).rejects.toMatchObject({ code: 'llm/refused-capability' })
    const { vectors } = await asked
    expect(vectors).toHaveLength(2)
    expect(vectors[0]?.length).toBe(vectors[1]?.length)
  })
})
