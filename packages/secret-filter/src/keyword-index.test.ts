import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeywordIndex, unindexedLength } from './keyword-index.js'

const ways = [
  ['one keyword after another', 0],
  ['by tables', unindexedLength],
] as const

describe.each(ways)('%s', (_, read) => {
  function found(keywords: readonly string[], text: string, exact = false): string[] {
    const index = new KeywordIndex<string>()
    index.search('~'.repeat(read), () => {})
    for (const keyword of keywords) index.add(keyword, keyword, exact)
    const hits: string[] = []
    index.search(text, (keyword, start, end) => hits.push(`${keyword}@${start}-${end}`))
    return hits
  }

  test('finds overlapping keywords, each where it stands', () => {
    expect(found(['sk-', 'sk-ant-', 'ant'], 'x sk-ant-y')).toEqual(['sk-@2-5', 'sk-ant-@2-9', 'ant@5-8'])
  })

  test('folds case unless told otherwise', () => {
    expect(found(['akia'], 'AKIA aKiA')).toHaveLength(2)
    expect(found(['AkIa'], 'AKIA AkIa', true)).toEqual(['AkIa@5-9'])
  })

  test('tells characters apart that share their five bits', () => {
    expect(found(['abc'], '!"# ABC 123')).toEqual(['abc@4-7'])
  })

  test('finds what a plain search finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '!', 'é', '𝒂'), maxLength: 40 })
    const keyword = fc.string({ unit: fc.constantFrom('a', 'b', '!'), minLength: 3, maxLength: 5 })
    fc.assert(
      fc.property(text, keyword, (haystack, needle) => {
        const folded = haystack.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
        const expected = placesOf(folded, needle)
        expect(found([needle], haystack)).toEqual(expected.map((at) => `${needle}@${at}-${at + needle.length}`))
      }),
    )
  })

  test('refuses a keyword that is too short', () => {
    expect(() => found(['ab'], 'ab')).toThrow(RangeError)
  })
})

function placesOf(text: string, needle: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) places.push(at)
  return places
}
