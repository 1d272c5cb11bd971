import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bigrams, tokenize } from './tokenize.js'

const words = (text: string) => tokenize(text).map(({ text }) => text)

describe('tokenize', () => {
  it.each([
    ['Hello, World!', ['hello', 'world']],
    ['getUserName', ['get', 'user', 'name']],
    ['HTTPServer XMLHttpRequest', ['http', 'server', 'xml', 'http', 'request']],
    ['snake_case and kebab-case', ['snake', 'case', 'and', 'kebab', 'case']],
    ['utf8 ID3v2', ['utf8', 'id3v2']],
    ['Café cafe\u0301 STRASSE Straße', ['cafe', 'cafe', 'strasse', 'strasse']],
    ['ＡＢＣ ﬁle ½', ['abc', 'file', '12']],
    ['東京都へ', ['東', '京', '都', 'へ']],
    ['ｶﾞラス', ['ガ', 'ラ', 'ス']],
    ['한국어', ['한', '국', '어']],
    ['Node.js는', ['node', 'js', '는']],
    ['हिन्दी', ['हिन्दी']],
    ['😀 — … \u0000', []],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it('joins neighbours in one CJK run only', () => {
    expect(bigrams(tokenize('東京都 大阪'))).toEqual(['東京', '京都', '大阪'])
    expect(bigrams(tokenize('東a京'))).toEqual([])
  })

  it('makes tokens that hold nothing but letters, digits and marks, each from its place in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let end = 0
        for (const token of tokenize(text)) {
          expect(token.text).toMatch(/^[\p{L}\p{N}\p{M}]+$/u)
          expect(token.start).toBeGreaterThanOrEqual(end)
          expect(token.end).toBeGreaterThan(token.start)
          end = token.end
          expect(words(token.text).join('')).toBe(words(text.slice(token.start, token.end)).join(''))
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
