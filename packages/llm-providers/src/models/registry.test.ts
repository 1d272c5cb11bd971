import { describe, expect, it } from 'vitest'
import { modelRegistry } from './registry.js'
import { resolveModel } from './resolve-model.js'

const providers = ['openai', 'anthropic', 'gemini', 'ollama']

describe('the registry', () => {
  it.each([
    ['flash', 'gemini'],
    ['pro', 'gemini'],
    ['sonnet', 'anthropic'],
    ['opus', 'anthropic'],
    ['haiku', 'anthropic'],
    ['mini', 'openai'],
    ['o3', 'openai'],
  ])('has %s, of %s', (alias, provider) => {
    expect(resolveModel(alias, { providers })).toMatchObject({
      provider,
      entry: { aliases: expect.arrayContaining([alias]) },
    })
  })

  it('gives no name to two models', () => {
    const names = modelRegistry.flatMap(({ model, aliases }) => [model, ...aliases.filter((alias) => alias !== model)])
    expect(new Set(names).size).toBe(names.length)
  })

  it('has a date with every price, and no price that is only unknown', () => {
    for (const { price } of modelRegistry) {
      if (price === undefined) continue
      expect(price.asOf).toMatch(/^20\d\d-\d\d$/)
      expect(Math.min(price.input, price.output)).toBeGreaterThan(0)
    }
  })

  it('knows how much fits, of whatever has a price', () => {
    for (const { price, contextWindow, maxOutput } of modelRegistry) {
      if (price === undefined) continue
      expect(contextWindow).toBeGreaterThan(maxOutput ?? Number.POSITIVE_INFINITY)
    }
  })
})
