import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinWords, splitWords } from './shell-words.js'

it('words come back as they were, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
      expect(splitWords(joinWords(words))).toEqual(words)
    }),
  )
})

it('plain words stay as they were typed', () => {
  expect(joinWords(['npm', 'run', 'dev', '--', '--port=80', "it's"])).toBe("npm run dev -- --port=80 'it'\\''s'")
})

it('a quote that nothing closes ends with the line', () => {
  expect(splitWords("curl -H 'x ‹secret›")).toEqual(['curl', '-H', 'x ‹secret›'])
})
