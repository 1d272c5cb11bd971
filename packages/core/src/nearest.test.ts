import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, nearest } from './nearest.js'

describe('nearest', () => {
  it.each([
    ['redis_ulr', 'redis_url'],
    ['lst', 'list'],
    ['--modle', '--model'],
    ['xyz', undefined],
    ['', undefined],
  ])('for %s is %s', (word, expected) => {
    expect(nearest(word, ['redis_url', 'list', '--model', 'history'])).toBe(expected)
  })

  it('measures a distance: zero for equals, the same both ways, at most the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, a)).toBe(0)
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
    expect(editDistance('ab', 'ba')).toBe(1)
  })
})
