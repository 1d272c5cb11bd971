import { describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.js'

describe('a fingerprint', () => {
  it('is the same for the same text, and sixteen hexadecimal digits', () => {
    expect(fingerprint('{"a":1}')).toBe(fingerprint('{"a":1}'))
    expect(fingerprint('')).toMatch(/^[\da-f]{16}$/)
  })

  it('differs for every one of 200,000 texts that are nearly alike', () => {
    const texts = Array.from({ length: 200_000 }, (_, n) => `{"storage":{"url":"redis://localhost:${n}/0"}}`)
    expect(new Set(texts.map(fingerprint)).size).toBe(texts.length)
  })

  it('notices any one changed character', () => {
    const text = '{"intent_tracking":{"history_depth":100}}'
    const changed = [...text].map((_, at) => `${text.slice(0, at)}#${text.slice(at + 1)}`)
    expect(changed.filter((other) => fingerprint(other) === fingerprint(text))).toEqual([])
  })
})
