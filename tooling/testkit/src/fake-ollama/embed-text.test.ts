import { describe, expect, it } from 'vitest'
import { embedText } from './embed-text.js'

const cosine = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

describe('embedText', () => {
  it('puts texts that share words near each other', () => {
    const question = embedText('which database does the backend use')
    const near = cosine(question, embedText('the backend use of a database'))
    const far = cosine(question, embedText('oranges ripen slowly in winter'))
    expect(near).toBeGreaterThan(0.6)
    expect(far).toBeLessThan(near - 0.3)
  })

  it('gives unit vectors, the same for the same text, also for text without words', () => {
    expect(embedText('Ame, 雨')).toEqual(embedText('ame 雨'))
    for (const text of ['', '…', 'one', 'é'.repeat(5_000)]) {
      expect(cosine(embedText(text), embedText(text))).toBeCloseTo(1)
    }
  })
})
