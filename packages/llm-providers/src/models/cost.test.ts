import { describe, expect, it } from 'vitest'
import { costOf } from './cost.js'

const price = { input: 2, output: 10, cachedInput: 0.5, upToInputTokens: 200_000, asOf: '2026-01' }

describe('costOf', () => {
  it('adds input, cached input and output', () => {
    const usage = { inputTokens: 100_000, cachedInputTokens: 40_000, outputTokens: 1_000 }
    expect(costOf(usage, price)).toBeCloseTo(0.12 + 0.02 + 0.01)
  })

  it.each([
    ['without a price', { inputTokens: 1, outputTokens: 1 }, undefined],
    ['without a count of input', { outputTokens: 1 }, price],
    ['without a count of output', { inputTokens: 1 }, price],
    ['beyond what the price holds for', { inputTokens: 200_001, outputTokens: 1 }, price],
  ])('is unknown %s, not 0', (_, usage, given) => {
    expect(costOf(usage, given)).toBeUndefined()
  })
})
