import { randomBytes } from 'node:crypto'
import type { Redacted } from '@engawa/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createProvider, type LlmRequest, type ProviderKind, type ProviderOptions } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'
import { vouched } from './vouched.js'

const kinds: readonly ProviderKind[] = ['ollama', 'openai', 'anthropic', 'gemini', 'openai-compatible', 'none']

/** A provider whose every way out to the network is counted. */
function watched(options: Partial<ProviderOptions> & { kind: ProviderKind }) {
  const calls: string[] = []
  const fetch: typeof globalThis.fetch = async (input) => {
    calls.push(String(input))
    throw new TypeError('fetch failed')
  }
  const baseUrl = options.kind === 'openai-compatible' ? { baseUrl: 'https://models.example/v1' } : {}
  const provider = createProvider({
    ...baseUrl,
    apiKey: 'k',
    consent: consentTo(...kinds),
    maxAttempts: 1,
    fetch,
    ...options,
  })
  return { provider, calls }
}

afterEach(() => vi.unstubAllEnvs())

describe('the environment', () => {
  it.each([
    ['openai', 'OPENAI', 'https://api.openai.com/v1'],
    ['openai-compatible', 'OPENAI', 'https://models.example/v1'],
    ['anthropic', 'ANTHROPIC', 'https://api.anthropic.com'],
    ['ollama', 'OLLAMA', 'https://ollama.com'],
  ] as const)('gives %s neither a key nor an address', async (kind, prefix, baseUrl) => {
    const planted = randomBytes(12).toString('hex')
    for (const name of ['API_KEY', 'AUTH_TOKEN', 'ADMIN_KEY', 'ORG_ID', 'PROJECT_ID']) {
      vi.stubEnv(`${prefix}_${name}`, planted)
    }
    for (const name of ['BASE_URL', 'HOST']) vi.stubEnv(`${prefix}_${name}`, `https://${planted}.example`)
    const sent: string[] = []
    const fetch: typeof globalThis.fetch = async (input, init) => {
      sent.push(`${String(input)} ${JSON.stringify([...new Headers(init?.headers)])}`)
      throw new TypeError('fetch failed')
    }
    const own = kind === 'openai' || kind === 'anthropic' ? { apiKey: 'own-key-of-caller' } : { apiKey: '' }
    const { provider } = watched({ kind, baseUrl, fetch, ...own })
    await drain(provider.stream(question('x')))
    expect(sent).toHaveLength(1)
    expect(sent[0]?.startsWith(baseUrl)).toBe(true)
    expect(sent[0]).not.toContain(planted)
  })
})

describe('nothing goes out', () => {
  it.each(kinds)('to %s that the secret filter has not seen', async (kind) => {
    const bare: LlmRequest = { model: 'm', messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }] }
    const disguises = [
      bare,
      { value: bare, findings: [] },
      null,
      undefined,
      'text',
    ] as unknown as Redacted<LlmRequest>[]
    for (const disguise of disguises) {
      const { provider, calls } = watched({ kind })
      expect((await drain(provider.stream(disguise))).error).toMatchObject({ code: 'filter/not-redacted', exitCode: 3 })
      await expect(provider.generate(disguise)).rejects.toMatchObject({ code: 'filter/not-redacted' })
      await expect(provider.embed(disguise as never)).rejects.toMatchObject({ code: 'filter/not-redacted' })
      expect(calls).toEqual([])
    }
  })

  it.each(['openai', 'anthropic', 'gemini', 'openai-compatible'] as const)('to %s without consent', async (kind) => {
    const refusals = [
      { isGranted: () => false },
      { isGranted: () => 'yes' as unknown as boolean },
      { isGranted: () => Promise.reject(new Error('no config')) },
    ]
    for (const consent of refusals) {
      const { provider, calls } = watched({ kind, consent })
      const { error } = await drain(provider.stream(question('x')))
      expect(error).toMatchObject({ code: 'llm/no-consent', exitCode: 3 })
      await expect(provider.listModels()).rejects.toMatchObject({ code: 'llm/no-consent' })
      expect(await provider.status()).toMatchObject({ available: false })
      expect(calls).toEqual([])
    }
  })

  it('to an Ollama on another machine without consent', async () => {
    const { provider, calls } = watched({ kind: 'ollama', baseUrl: 'http://192.0.2.7:11434', consent: consentTo() })
    expect(provider.location).toBe('cloud')
    expect((await drain(provider.stream(question('x')))).error).toMatchObject({ code: 'llm/no-consent' })
    await expect(provider.embed(vouched({ model: 'm', texts: ['x'] }))).rejects.toMatchObject({
      code: 'llm/no-consent',
    })
    expect(calls).toEqual([])
  })

  it('once consent is taken back', async () => {
    const granted = new Set(['openai'])
    const { provider, calls } = watched({ kind: 'openai', consent: { isGranted: (id) => granted.has(id) } })
    await drain(provider.stream(question('x')))
    expect(calls).toHaveLength(1)
    granted.clear()
    expect((await drain(provider.stream(question('x')))).error).toMatchObject({ code: 'llm/no-consent' })
    expect(calls).toHaveLength(1)
  })

  it.each(['openai', 'anthropic', 'gemini'] as const)(
    'to %s without a key, whatever the environment holds',
    async (kind) => {
      vi.stubEnv(`${kind.toUpperCase()}_API_KEY`, randomBytes(12).toString('hex'))
      const { provider, calls } = watched({ kind, apiKey: '' })
      expect((await drain(provider.stream(question('x')))).error).toMatchObject({
        code: 'llm/unauthorized',
        exitCode: 3,
        hint: expect.stringContaining(`${kind.toUpperCase()}_API_KEY`),
      })
      expect(await provider.status()).toMatchObject({ available: false, detail: expect.stringContaining('key') })
      expect(calls).toEqual([])
    },
  )
})

describe('consent', () => {
  it('is not needed on this machine', async () => {
    const local = { kind: 'openai-compatible', baseUrl: 'http://localhost:1234/v1', consent: consentTo() } as const
    const { provider, calls } = watched(local)
    expect(provider.location).toBe('local')
    expect((await drain(provider.stream(question('x')))).error).toMatchObject({ code: 'llm/unreachable' })
    expect(calls).toEqual(['http://localhost:1234/v1/chat/completions'])
  })

  it('is asked for the address that the words would go to', async () => {
    const asked: string[] = []
    const isGranted = (id: string, endpoint: string) => {
      asked.push(`${id} at ${endpoint}`)
      return endpoint === 'https://api.openai.com/v1'
    }
    const usual = watched({ kind: 'openai', consent: { isGranted } })
    await drain(usual.provider.stream(question('x')))
    const moved = watched({ kind: 'openai', baseUrl: 'https://relay.example/v1', consent: { isGranted } })
    expect((await drain(moved.provider.stream(question('x')))).error).toMatchObject({
      code: 'llm/no-consent',
      message: expect.stringContaining('https://relay.example/v1'),
      details: { endpoint: 'https://relay.example/v1' },
    })
    expect([usual.calls.length, moved.calls.length]).toEqual([1, 0])
    expect(asked).toEqual(['openai at https://api.openai.com/v1', 'openai at https://relay.example/v1'])
  })

  it('is asked for in the name that a person gave, with the command of the app', async () => {
    const { provider } = watched({
      kind: 'openai-compatible',
      id: 'openrouter',
      consent: consentTo('openai-compatible'),
      consentCommand: (id) => `zen config consent --grant ${id}`,
    })
    expect((await drain(provider.stream(question('x')))).error).toMatchObject({
      hint: 'Grant it with: zen config consent --grant openrouter',
      details: { provider: 'openrouter' },
    })
  })
})

describe('a field that a provider cannot serve', () => {
  const image = [{ role: 'user', content: [{ type: 'image', mediaType: 'image/png', data: 'AA==' }] }] as const
  it.each([
    ['anthropic', { seed: 1 }, 'seed'],
    ['gemini', { seed: 1 }, 'seed'],
    ['openai', { contextWindow: 4_096 }, 'contextWindow'],
    ['anthropic', { messages: [{ role: 'assistant', content: image[0].content }] }, 'messages'],
  ] as const)('is refused by %s by name: %j', async (kind, fields, field) => {
    const { provider, calls } = watched({ kind })
    expect((await drain(provider.stream(question('x', fields)))).error).toMatchObject({
      code: 'llm/refused-capability',
      details: { field },
    })
    expect(calls).toEqual([])
  })

  it('is no obstacle when it is empty, or asks for nothing', async () => {
    const { provider, calls } = watched({ kind: 'gemini' })
    await drain(provider.stream(question('x', { tools: [], stop: [], think: false })))
    expect(calls).toHaveLength(1)
  })
})

describe('createProvider', () => {
  it('explains itself where there is no provider', async () => {
    const provider = createProvider({ kind: 'none', consent: consentTo() })
    expect((await drain(provider.stream(question('x')))).error).toMatchObject({
      code: 'llm/no-provider',
      hint: expect.stringContaining('Ollama'),
    })
    expect(await provider.status()).toMatchObject({ available: false, detail: 'no model is set up' })
    expect(await provider.listModels()).toEqual([])
  })

  it('refuses an unknown kind, a missing address and a bad one', () => {
    const make = (options: object) => () => createProvider({ consent: consentTo(), ...options } as ProviderOptions)
    expect(make({ kind: 'toString' })).toThrow(expect.objectContaining({ code: 'llm/unknown-kind', exitCode: 3 }))
    expect(make({ kind: 'openai-compatible' })).toThrow(expect.objectContaining({ code: 'llm/no-address' }))
    expect(make({ kind: 'ollama', baseUrl: 'ftp://x' })).toThrow(expect.objectContaining({ code: 'llm/bad-address' }))
  })
})
