import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NextMatch } from './next-match.js'

const pattern = /ab{1,3}/

test('finds what a fresh search finds, in whatever order it is asked', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 30 })
  fc.assert(
    fc.property(text, fc.array(fc.nat(30), { maxLength: 12 }), (searched, places) => {
      const next = new NextMatch(searched, pattern)
      for (const at of places) {
        const ahead = pattern.exec(searched.slice(at))
        const start = at + (ahead?.index ?? 0)
        expect(next.from(at)).toEqual(ahead === null ? undefined : { start, end: start + ahead[0].length })
      }
    }),
  )
})

test('searches once for all that lies before a match', () => {
  const next = new NextMatch('-- -- ab', pattern)
  const first = next.from(0)
  expect(next.from(3)).toBe(first)
  expect(next.from(6)).toBe(first)
  expect(next.from(7)).toBeUndefined()
})
