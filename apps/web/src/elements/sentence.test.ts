import { expect, it } from 'vitest'
import { asSentence, counted } from './sentence.js'

it.each([
  ['Sena does not answer', 'Sena does not answer.'],
  ['The disk is full. ', 'The disk is full.'],
  ['Is it on?', 'Is it on?'],
  ['満杯です。', '満杯です。'],
  ['  ', ''],
])('closes %j', (message, sentence) => expect(asSentence(message)).toBe(sentence))

it('counts one, none and many', () => {
  expect([0, 1, 2].map((count) => counted(count, 'fact'))).toEqual(['0 facts', '1 fact', '2 facts'])
})
