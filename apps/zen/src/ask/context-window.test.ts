import { describe, expect, it } from 'vitest'
import { contextWindow } from './context-window.js'

const local = { reserve: 1_024, known: undefined, configured: null, adjustable: true }
const cloud = { reserve: 1_024, known: 100_000, configured: null, adjustable: false }

describe('contextWindow', () => {
  it('grows with the question, by doubling', () => {
    expect(contextWindow({ ...local, asked: 10 })).toBe(8_192)
    expect(contextWindow({ ...local, asked: 8_000 })).toBe(16_384)
    expect(contextWindow({ ...local, asked: 20_000 })).toBe(32_768)
  })

  it('is what a person set', () => {
    expect(contextWindow({ ...local, configured: 131_072, asked: 10 })).toBe(131_072)
  })

  it('is what the model is known to read, where the request can not say', () => {
    expect(contextWindow({ ...cloud, asked: 10 })).toBe(100_000)
    expect(contextWindow({ ...cloud, known: undefined, asked: 1_000_000 })).toBeUndefined()
  })

  it.each([
    ['a local model', { ...local, asked: 40_000 }, 'zen config set models.context_window 65536'],
    ['a set window', { ...local, configured: 4_096, asked: 5_000 }, 'zen config set models.context_window 8192'],
    ['a cloud model', { ...cloud, asked: 100_000 }, 'zen models'],
  ])('refuses what does not fit %s, before anything is sent', (_, need, hint) => {
    expect(() => contextWindow(need)).toThrow(
      expect.objectContaining({ code: 'zen/too-long', exitCode: 2, hint: expect.stringContaining(hint) }),
    )
  })
})
