import type { JsonObject } from '@engawa/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch, canonicalJson, diffDocuments } from './patch.js'

const document = fc
  .letrec<{ value: unknown; object: object }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.string(),
      fc.constant(null),
      fc.array(fc.integer()),
      tie('object'),
    ),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'toString', ''), tie('value'), {
      noNullPrototype: true,
    }),
  }))
  .object.map((value) => value as JsonObject)

describe('a patch', () => {
  it('makes of the one document exactly the other, for any two', () => {
    fc.assert(
      fc.property(document, document, (from, to) => {
        const patch = JSON.parse(JSON.stringify(diffDocuments(from, to)))
        expect(canonicalJson(applyPatch(from, patch))).toBe(canonicalJson(to))
      }),
    )
  })

  it('is empty between equals, whatever the order of their names', () => {
    expect(diffDocuments({ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 })).toEqual([])
  })

  it('of another document is refused', () => {
    expect(() => applyPatch({ a: 1 }, [[['a', 'b'], 2]])).toThrow(RangeError)
  })
})
