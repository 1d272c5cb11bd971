import { describe, expect, it } from 'vitest'
import { estimateTokens } from './estimate-tokens.js'

/** Providers say that 100 tokens are about 75 words of English. */
const words75 = `The veranda of a Japanese house is the strip between the inside and the outside. People sit there in
the evening, watch the rain in the garden, and talk with neighbours who pass by. It belongs to the house and yet it is
open to everyone. In summer the doors stand open and the wind goes through the rooms; in winter they are closed, and
only a little light comes in through the white paper.`

describe('estimateTokens', () => {
  it('is within a third for prose', () => {
    expect(words75.split(/\s+/)).toHaveLength(75)
    expect(estimateTokens(words75)).toBeGreaterThan(100 * (2 / 3))
    expect(estimateTokens(words75)).toBeLessThan(100 * (4 / 3))
  })

  it('counts about one token for each character of Japanese', () => {
    expect(estimateTokens('縁側に座って雨を見る。')).toBe(11)
  })

  it('is 0 for nothing, and never less for more', () => {
    expect(estimateTokens('')).toBe(0)
    const text = 'if (a[0] !== "é🏯") { return 雨 }\n'
    const counts = Array.from(text, (_, i) => estimateTokens(text.slice(0, i)))
    expect([...counts].sort((a, b) => a - b)).toEqual(counts)
  })
})
