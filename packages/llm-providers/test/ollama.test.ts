import { type FakeOllama, startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProvider, type LlmRequest, type ProviderOptions } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'
import { vouched } from './vouched.js'

describe('ollama', () => {
  let fake: FakeOllama
  beforeEach(async () => {
    fake = await startFakeOllama()
  })
  afterEach(() => fake.close())

  const provider = (options: Partial<ProviderOptions> = {}) =>
    createProvider({ kind: 'ollama', baseUrl: fake.url, consent: consentTo(), retryDelayMs: 1, ...options })

  describe('streams', () => {
    it('an answer, its usage and one finish, and always asks for a context', async () => {
      const { parts, text } = await drain(provider().stream(question('hello there')))
      expect(text).toBe('You said: hello there')
      expect(parts.slice(-2)).toEqual([
        { type: 'usage', usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) } },
        { type: 'finish', reason: 'stop', model: 'llama3.2' },
      ])
      expect(parts.filter(({ type }) => type === 'finish')).toHaveLength(1)
      expect(fake.modelRequests[0]?.body).toMatchObject({ stream: true, options: { num_ctx: 8_192 } })
    })

    it.each([1, 2, 3, 7, 64])('the same whatever the size of the pieces (%i bytes)', async (pieceBytes) => {
      fake.next({ pieceBytes })
      const { text, error } = await drain(provider().stream(question('雨が降る 🏯 naïve — "quoted"\n')))
      expect({ text, error }).toEqual({ text: 'You said: 雨が降る 🏯 naïve — "quoted"\n', error: undefined })
    })

    it('thinking and calls of tools', async () => {
      fake.replyWith(() => ({ thinking: 'a clock', toolCalls: [{ name: 'now', arguments: { zone: 'UTC' } }] }))
      const tools = [{ name: 'now', description: 'the time', parameters: { type: 'object' } }]
      const result = await provider().generate(question('time?', { model: 'qwen3', tools, think: true }))
      expect(result).toMatchObject({
        reasoning: 'a clock',
        finishReason: 'tool-calls',
        toolCalls: [{ id: expect.stringMatching(/./), name: 'now', arguments: { zone: 'UTC' } }],
      })
    })

    it('to the limit of tokens, and says so', async () => {
      const result = await provider().generate(question('one two three', { maxTokens: 2 }))
      expect(result).toMatchObject({ text: 'You said:', finishReason: 'length', model: 'llama3.2' })
    })
  })

  describe('fails', () => {
    const failure = async (fields: Partial<LlmRequest> = {}, options: Partial<ProviderOptions> = {}) =>
      drain(provider(options).stream(question('a b c', fields)))

    it('as cut off when the socket breaks or the end is missing, after giving what had arrived', async () => {
      fake.next({ cutAfter: 2 }, { endAfter: 2 })
      for (const _ of [1, 2]) {
        const { text, error } = await failure()
        expect(text).toBe('You said:')
        expect(error).toMatchObject({ code: 'llm/cut-off', exitCode: 4 })
      }
      expect(fake.modelRequests).toHaveLength(2)
    })

    it('on an error line under HTTP 200', async () => {
      fake.next({ errorAfter: { frames: 1, error: 'runner has crashed' } })
      const { text, error } = await failure()
      expect(text).toBe('You')
      expect(error).toMatchObject({ code: 'llm/server', message: expect.stringContaining('runner has crashed') })
    })

    it('on a line that is not JSON, instead of going on without it', async () => {
      fake.next({ malformedAfter: 1 })
      expect((await failure()).error).toMatchObject({ code: 'llm/invalid-response' })
    })

    it('when nothing arrives for too long, and closes the socket', async () => {
      fake.next({ silentAfter: 2 })
      const { text, error } = await failure({}, { idleTimeoutMs: 80 })
      expect(text).toBe('You said:')
      expect(error).toMatchObject({ code: 'llm/timeout' })
      await expect(fake.modelRequests[0]?.ended).resolves.toBe('client-gone')
    })

    it('when the first byte does not come, without asking twice', async () => {
      fake.always({ firstByteDelayMs: 5_000 })
      expect((await failure({}, { idleTimeoutMs: 60 })).error).toMatchObject({ code: 'llm/timeout' })
      expect(fake.modelRequests).toHaveLength(1)
    })

    it('with the models that were perhaps meant', async () => {
      expect((await failure({ model: 'lama3.2' })).error).toMatchObject({
        code: 'llm/model-not-found',
        hint: 'Did you mean llama3.2:latest? Get it with: ollama pull lama3.2',
        details: { candidates: ['llama3.2:latest'] },
      })
    })

    it('when the model cannot do what is asked', async () => {
      expect((await failure({ model: 'gemma2:2b', think: true })).error).toMatchObject({
        code: 'llm/refused-capability',
        message: expect.stringContaining('thinking'),
      })
    })

    it('when nothing listens, after one more try', async () => {
      await fake.close()
      let tries = 0
      const fetch: typeof globalThis.fetch = (...args) => {
        tries++
        return globalThis.fetch(...args)
      }
      expect((await failure({}, { fetch, maxAttempts: 5 })).error).toMatchObject({
        code: 'llm/unreachable',
        message: expect.stringContaining(fake.url),
        hint: expect.stringContaining('ollama serve'),
        details: { reason: 'ECONNREFUSED' },
      })
      expect(tries).toBe(2)
      fake = await startFakeOllama()
    })
  })

  describe('tries again', () => {
    const busy = { status: { code: 503, error: 'server busy', retryAfter: 0 } }

    it('while nothing has been delivered', async () => {
      fake.next(busy, { cutAfter: 0 })
      const { text, error } = await drain(provider().stream(question('third time')))
      expect({ text, error }).toEqual({ text: 'You said: third time', error: undefined })
      expect(fake.modelRequests).toHaveLength(3)
    })

    it('no more often than told', async () => {
      fake.always(busy)
      expect((await drain(provider({ maxAttempts: 2 }).stream(question('x')))).error).toMatchObject({
        code: 'llm/server',
      })
      expect(fake.modelRequests).toHaveLength(2)
    })
  })

  describe('stops', () => {
    it('when aborted, and closes the socket', async () => {
      fake.next({ silentAfter: 2 })
      const controller = new AbortController()
      const parts: string[] = []
      const reading = (async () => {
        for await (const part of provider().stream(question('a b c'), { signal: controller.signal })) {
          parts.push(part.type)
          if (parts.length === 2) controller.abort()
        }
      })()
      await expect(reading).rejects.toMatchObject({ code: 'llm/aborted', exitCode: 130 })
      await expect(fake.modelRequests[0]?.ended).resolves.toBe('client-gone')
    })

    it('when the time is over that the caller allows, and calls it that', async () => {
      fake.next({ silentAfter: 2 })
      const { text, error } = await drain(provider().stream(question('a'), { signal: AbortSignal.timeout(2_000) }))
      expect(text).toBe('You said:')
      expect(error).toMatchObject({ code: 'llm/timeout', exitCode: 4 })
      await expect(fake.modelRequests[0]?.ended).resolves.toBe('client-gone')
    })

    it('when its reader goes away', async () => {
      fake.next({ silentAfter: 2 })
      for await (const _ of provider().stream(question('a b c'))) break
      await expect(fake.modelRequests[0]?.ended).resolves.toBe('client-gone')
    })

    it('before anything is sent when aborted earlier, or between two tries', async () => {
      const aborted = { signal: AbortSignal.abort() }
      expect((await drain(provider().stream(question('x'), aborted))).error).toMatchObject({ code: 'llm/aborted' })
      expect(fake.requests).toHaveLength(0)
      fake.always({ status: { code: 503, error: 'busy', retryAfter: 20 } })
      const controller = new AbortController()
      const waiting = drain(provider().stream(question('x'), { signal: controller.signal }))
      await expect.poll(() => fake.modelRequests.length).toBe(1)
      controller.abort()
      expect((await waiting).error).toMatchObject({ code: 'llm/aborted' })
      expect(fake.modelRequests).toHaveLength(1)
    })
  })

  describe('embeds', () => {
    it('in batches, in order, one vector for each text', async () => {
      const texts = Array.from({ length: 130 }, (_, i) => `text number${i}`)
      const { vectors, model } = await provider().embed(vouched({ model: 'nomic-embed-text', texts }))
      expect(model).toBe('nomic-embed-text')
      expect(vectors).toHaveLength(130)
      const alone = await provider().embed(vouched({ model: 'nomic-embed-text', texts: ['text number129'] }))
      expect(vectors[129]).toEqual(alone.vectors[0])
      expect(fake.modelRequests.map(({ body }) => (body as { input: string[] }).input.length)).toEqual([64, 64, 2, 1])
    })

    it('nothing of a text that does not fit, instead of its beginning', async () => {
      const texts = ['word '.repeat(4_000)]
      await expect(provider().embed(vouched({ model: 'nomic-embed-text', texts }))).rejects.toMatchObject({
        code: 'llm/bad-request',
        hint: 'Send less, or in smaller pieces.',
      })
    })

    it('no texts without asking', async () => {
      expect((await provider().embed(vouched({ model: 'nomic-embed-text', texts: [] }))).vectors).toEqual([])
      expect(fake.requests).toHaveLength(0)
    })
  })

  it('says whether it is there', async () => {
    expect(await provider().status()).toEqual({ available: true, detail: `Ollama 0.12.0 at ${fake.url}` })
    await fake.close()
    expect(await provider().status()).toMatchObject({
      available: false,
      detail: `Ollama: not found at ${fake.url}`,
      hint: expect.stringContaining('ollama serve'),
    })
    fake = await startFakeOllama()
  })

  it('lists its models', async () => {
    const models = await provider().listModels()
    expect(models.map(({ id }) => id)).toContain('qwen3:latest')
    expect(models[0]?.details).toEqual({ size: 2_019_393_189, parameters: '3.2B', quantization: 'Q4_K_M' })
  })

  it('hands over credentials that stand in its address, and shows them nowhere', async () => {
    const baseUrl = fake.url.replace('://', '://me:pass-word@')
    const guarded = provider({ baseUrl })
    expect(guarded.endpoint).toBe(fake.url)
    await drain(guarded.stream(question('x')))
    const expected = `Basic ${Buffer.from('me:pass-word').toString('base64')}`
    expect(fake.modelRequests[0]?.headers.authorization).toBe(expected)
  })

  it('asks for consent when the model runs in a cloud behind it', async () => {
    const { error } = await drain(provider().stream(question('x', { model: 'gpt-oss:120b-cloud' })))
    expect(error).toMatchObject({ code: 'llm/no-consent', exitCode: 3 })
    expect(fake.modelRequests).toHaveLength(0)
  })
})
