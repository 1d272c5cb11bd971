import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NextPlace } from './next-place.js'

test('finds what a fresh search finds, in whatever order it is asked', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ';', 'é'), maxLength: 30 })
  const questions = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 12 })
  fc.assert(
    fc.property(text, questions, (searched, pairs) => {
      const next = new NextPlace(searched, ' ;')
      for (const [one, other] of pairs) {
        const at = Math.min(one, other, searched.length)
        const limit = Math.min(Math.max(one, other), searched.length)
        const ahead = searched.slice(at, limit).search(/[ ;]/)
        expect(next.from(at, limit)).toBe(ahead === -1 ? limit : at + ahead)
      }
    }),
  )
})
