import { describe, expect, it } from 'vitest'
import { createProvider, type ModelEntry, type ProviderOptions } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'

const answer =
  (body: object): typeof globalThis.fetch =>
  async () =>
    Response.json(body)

function watched(options: Partial<ProviderOptions> & Pick<ProviderOptions, 'kind'>, body: object = {}) {
  const sent: { url: string; body: unknown }[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push({ url: String(input), body: JSON.parse(String(init?.body ?? 'null')) })
    return answer(body)(input, init)
  }
  const consent = consentTo(options.kind)
  return { sent, provider: createProvider({ apiKey: 'key-of-a-test', consent, maxAttempts: 1, fetch, ...options }) }
}

describe('what the registry knows of a model', () => {
  it('refuses a field that it cannot serve, before anything is sent', async () => {
    const { provider, sent } = watched({ kind: 'openai' })
    const { error } = await drain(provider.stream(question('x', { model: 'o3', stop: ['END'] })))
    expect(error).toMatchObject({
      code: 'llm/refused-capability',
      message: 'o3 cannot take `stop`: it takes no stop sequences.',
    })
    expect(sent).toEqual([])
  })

  it("is outvoted by a person's own entry", async () => {
    const own: ModelEntry = { provider: 'openai', model: 'o3', aliases: [], capabilities: ['stop'] }
    const { provider, sent } = watched({ kind: 'openai', models: [own] })
    await drain(provider.stream(question('x', { model: 'o3', stop: ['END'] })))
    expect(sent).toHaveLength(1)
    const { error } = await drain(provider.stream(question('x', { model: 'o3', seed: 1 })))
    expect(error).toMatchObject({ code: 'llm/refused-capability' })
  })

  it('refuses nothing of a model that it does not have', async () => {
    const { provider, sent } = watched({ kind: 'openai' })
    await drain(provider.stream(question('x', { model: 'gpt-99', stop: ['END'], seed: 1 })))
    expect(sent).toHaveLength(1)
  })

  it('is what showModel says where the server is not asked', async () => {
    const { provider, sent } = watched({ kind: 'gemini' })
    expect(await provider.showModel('gemini-3.5-flash')).toMatchObject({ contextWindow: 1_048_576 })
    expect(await provider.showModel('unheard-of')).toEqual({ id: 'unheard-of' })
    expect(sent).toEqual([])
  })
})

describe('countTokens', () => {
  it('is exact where the provider counts', async () => {
    const { provider, sent } = watched({ kind: 'anthropic' }, { input_tokens: 41 })
    const tools = [{ name: 'now', description: 'the time', parameters: { type: 'object' } }]
    const request = question('hello', { model: 'claude-haiku-4-5', tools, temperature: 1, stop: ['x'], maxTokens: 5 })
    expect(await provider.countTokens(request)).toEqual({ inputTokens: 41, exact: true })
    expect(sent).toMatchObject([{ url: 'https://api.anthropic.com/v1/messages/count_tokens' }])
    expect(Object.keys(sent[0]?.body ?? {}).sort()).toEqual(['messages', 'model', 'tools'])
  })

  it('needs consent where it sends, and none where it only estimates', async () => {
    const asking = watched({ kind: 'anthropic', consent: consentTo() })
    await expect(asking.provider.countTokens(question('x'))).rejects.toMatchObject({ code: 'llm/no-consent' })
    const estimating = watched({ kind: 'openai', consent: consentTo() })
    expect((await estimating.provider.countTokens(question('x'))).exact).toBe(false)
    expect([...asking.sent, ...estimating.sent]).toEqual([])
  })

  it('does not take anything for a count', async () => {
    const { provider } = watched({ kind: 'anthropic' }, { tokens: 'many' })
    await expect(provider.countTokens(question('x'))).rejects.toMatchObject({ code: 'llm/invalid-response' })
  })
})

describe('calls of tools in earlier turns', () => {
  it('are refused where there are no tools', async () => {
    const own: ModelEntry = { provider: 'openai', model: 'plain', aliases: [], capabilities: [] }
    const { provider, sent } = watched({ kind: 'openai', models: [own] })
    const messages = [{ role: 'tool' as const, toolCallId: 'c', content: [{ type: 'text' as const, text: '12' }] }]
    const { error } = await drain(provider.stream(question('', { model: 'plain', messages })))
    expect(error).toMatchObject({ code: 'llm/refused-capability', details: { field: 'messages' } })
    expect(sent).toEqual([])
  })
})
