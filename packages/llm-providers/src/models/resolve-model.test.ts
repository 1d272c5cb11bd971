import { describe, expect, it } from 'vitest'
import type { ModelEntry } from './registry.js'
import { modelRegistry } from './registry.js'
import { resolveModel } from './resolve-model.js'

const all = ['ollama', 'openai', 'anthropic', 'gemini', 'openrouter']
const where = (name: string, providers: readonly string[] = all, defaultProvider?: string) => {
  const { provider, model } = resolveModel(name, { providers, ...(defaultProvider ? { defaultProvider } : {}) })
  return `${provider} ${model}`
}

describe('resolveModel', () => {
  it.each([
    ['flash', 'gemini gemini-3.5-flash'],
    ['PRO', 'gemini gemini-3.1-pro-preview'],
    ['sonnet', 'anthropic claude-sonnet-5-5'],
    ['mini', 'openai gpt-5.4-mini'],
    ['o3', 'openai o3'],
    ['gpt-4o-mini', 'openai gpt-4o-mini'],
    ['openai/gpt-5.4', 'openai gpt-5.4'],
    ['openai:mini', 'openai gpt-5.4-mini'],
    ['ollama:qwen3:8b', 'ollama qwen3:8b'],
    ['openrouter/meta-llama/llama-4', 'openrouter meta-llama/llama-4'],
    ['llama3.2:1b', 'ollama llama3.2:1b'],
    ['hf.co/someone/model:Q4', 'ollama hf.co/someone/model:Q4'],
    ['gpt-oss:20b', 'ollama gpt-oss:20b'],
    ['claude-sonnet-4-5-20250929', 'anthropic claude-sonnet-4-5-20250929'],
    ['phi', 'ollama phi'],
    [' mistral ', 'ollama mistral'],
  ])('%s is %s', (name, expected) => {
    expect(where(name)).toBe(expected)
  })

  it('passes a name with a slash on to a default provider that has such names', () => {
    expect(where('openai/gpt-5', ['openrouter'])).toBe('openrouter openai/gpt-5')
    expect(where('claude-x', ['ollama'])).toBe('ollama claude-x')
    expect(where('anything', all, 'openrouter')).toBe('openrouter anything')
  })

  it.each([
    ['sonet', 'llm/unknown-model', { candidates: ['sonnet'] }],
    ['hiku', 'llm/unknown-model', { candidates: ['haiku'] }],
    ['', 'llm/unknown-model', expect.anything()],
  ])('takes %j for a slip', (name, code, details) => {
    expect(() => where(name)).toThrow(expect.objectContaining({ code, details, exitCode: 2 }))
  })

  it.each(['sonnet', 'anthropic/claude-x', 'anthropic:claude-x'])(
    'says that the provider of %s is not set up',
    (name) => {
      expect(() => where(name, ['ollama'])).toThrow(
        expect.objectContaining({ code: 'llm/provider-not-set-up', details: { provider: 'anthropic' } }),
      )
    },
  )

  it('names the candidates when a name means several models, unless one is of the default provider', () => {
    const models: readonly ModelEntry[] = [
      { provider: 'ollama', model: 'qwen3:4b', aliases: ['small'], capabilities: [] },
      { provider: 'openrouter', model: 'tiny/one', aliases: ['small'], capabilities: [] },
    ]
    const resolve = (defaultProvider: string) => resolveModel('small', { providers: all, defaultProvider, models })
    expect(resolve('ollama').model).toBe('qwen3:4b')
    expect(() => resolve('openai')).toThrow(
      expect.objectContaining({
        code: 'llm/ambiguous-model',
        details: { candidates: ['ollama/qwen3:4b', 'openrouter/tiny/one'] },
      }),
    )
  })

  it('prefers a person’s own entry for the same model', () => {
    const own: ModelEntry = { provider: 'openai', model: 'o3', aliases: [], capabilities: [], contextWindow: 5 }
    expect(resolveModel('o3', { providers: all, models: [own] }).entry?.contextWindow).toBe(5)
  })
})

describe('modelRegistry', () => {
  it('has no alias twice and no price of 0', () => {
    const aliases = modelRegistry.flatMap((entry) => entry.aliases)
    expect(new Set(aliases).size).toBe(aliases.length)
    for (const { price } of modelRegistry) {
      if (price) expect(Math.min(price.input, price.output, price.cachedInput ?? 1)).toBeGreaterThan(0)
    }
  })
})
