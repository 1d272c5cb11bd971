import { type FakeOllama, startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProvider, type PullProgress } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'

const image = [
  {
    role: 'user' as const,
    content: [
      { type: 'text' as const, text: 'what is this?' },
      { type: 'image' as const, mediaType: 'image/png', data: Buffer.from('pixels').toString('base64') },
    ],
  },
]

describe("ollama's models", () => {
  let fake: FakeOllama
  beforeEach(async () => {
    fake = await startFakeOllama()
  })
  afterEach(() => fake.close())

  const provider = () => createProvider({ kind: 'ollama', baseUrl: fake.url, consent: consentTo(), retryDelayMs: 1 })
  const pull = async (model: string) => {
    const steps: PullProgress[] = []
    for await (const step of provider().pull?.(model) ?? []) steps.push(step)
    return steps
  }

  it('are shown with their context and what they can do', async () => {
    expect(await provider().showModel('qwen3')).toEqual({
      id: 'qwen3',
      contextWindow: 40_960,
      capabilities: ['response-schema', 'seed', 'stop', 'context-window', 'tools', 'think'],
      details: { family: 'llama', parameters: '3.2B', quantization: 'Q4_K_M' },
    })
    await expect(provider().showModel('qwen4')).rejects.toMatchObject({
      code: 'llm/model-not-found',
      details: { candidates: ['qwen3:latest'] },
    })
  })

  it('are pulled with progress, and are there then', async () => {
    const steps = await pull('mistral')
    expect(steps[0]).toEqual({ status: 'pulling manifest' })
    expect(steps.filter(({ total }) => total === 1_000_000).map(({ completed }) => completed)).toEqual([
      0, 400_000, 1_000_000,
    ])
    expect(steps.at(-1)).toEqual({ status: 'success' })
    expect((await drain(provider().stream(question('hi', { model: 'mistral' })))).text).toBe('You said: hi')
  })

  it('are pulled over any cutting of the lines', async () => {
    fake.next({ pieceBytes: 1 })
    expect((await pull('mistral')).at(-1)).toEqual({ status: 'success' })
  })

  it('are not there after a pull that failed, was cut off or was stopped', async () => {
    await expect(pull('missing-model')).rejects.toMatchObject({
      code: 'llm/server',
      message: expect.stringContaining('file does not exist'),
    })
    fake.next({ endAfter: 3 })
    await expect(pull('mistral')).rejects.toMatchObject({ code: 'llm/cut-off' })
    const controller = new AbortController()
    fake.next({ silentAfter: 2 })
    const stopped = (async () => {
      for await (const _ of provider().pull?.('other', { signal: controller.signal }) ?? []) controller.abort()
    })()
    await expect(stopped).rejects.toMatchObject({ code: 'llm/aborted' })
    await expect(fake.requests.at(-1)?.ended).resolves.toBe('client-gone')
  })

  it('that cannot see are not shown an image: Ollama would leave it out without a word', async () => {
    const asked = await drain(provider().stream(question('', { model: 'llama3.2', messages: image })))
    expect(asked.error).toMatchObject({ code: 'llm/refused-capability', details: { field: 'messages' } })
    expect(fake.modelRequests).toHaveLength(0)
    const { error } = await drain(provider().stream(question('', { model: 'llava', messages: image })))
    expect(error).toBeUndefined()
    const images = [Buffer.from('pixels').toString('base64')]
    expect(fake.modelRequests[0]?.body).toMatchObject({ messages: [{ images }] })
  })

  it('are counted by estimate, without asking', async () => {
    const { inputTokens, exact } = await provider().countTokens(question('one two three four five'))
    expect(exact).toBe(false)
    expect(inputTokens).toBeGreaterThan(5)
    expect(fake.requests).toHaveLength(0)
  })
})
