import { afterAll, beforeAll, expect, test } from 'vitest'
import { provocations } from '../test/corpus.js'
import { createRandom, fakeSecrets } from '../test/fake-secret.js'
import { countWork, type WorkCounter } from '../test/work.js'
import { tokenRules } from './rules/all.js'
import type { SecretFilter } from './secret-filter.js'

let counter: WorkCounter
let filter: SecretFilter

beforeAll(async () => {
  counter = countWork('/secret-filter/src/')
  const { createSecretFilter } = await import('./create-secret-filter.js')
  filter = createSecretFilter()
  filter.scan('builds the tables: password=x')
})
afterAll(() => counter.stop())

const allRules = process.env.ENGAWA_LINEAR === 'all'
const small = 8 * 1024
/** A quadratic search would do sixteen times the work on four times the text. */
const grown = 4
const slack = 1.35
/** Counting slows everything down many times over. */
const patience = { timeout: 120_000 }

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

/** Repeated on one line; on lines of its own; first all openings, then all that keeps them waiting. */
const shapes: readonly (readonly [string, (piece: string, length: number) => string])[] = [
  ['on one line', (piece, length) => filled(piece, length)],
  ['on lines', (piece, length) => filled(`${filled(piece, 79)}\n`, length)],
  ['before spaces', (piece, length) => filled(piece, length / 2) + ' '.repeat(length / 2)],
  ['before letters', (piece, length) => filled(piece, length / 2) + 'a'.repeat(length / 2)],
  ['before backslashes', (piece, length) => filled(piece, length / 2) + '\\'.repeat(length / 2)],
  ['behind wide spaces', (piece, length) => `\u200b${' '.repeat(length / 2)}${filled(piece, length / 2)}`],
  ['in Base64', (piece, length) => Buffer.from(filled(piece, length * 0.75)).toString('base64')],
]

const pieces = [
  ...provocations,
  'Comment: -----BEGIN RSA PRIVATE KEY-----\n',
  '7-7:-----BEGIN RSA PRIVATE KEY-----\n7-7:',
  'cookie: a\n',
  'cookie:a=',
  'eyJghp_',
  '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
  'http://user:pass@',
]

/** Every rule's opening again and again, each time with almost a token behind it. All shapes with `ENGAWA_LINEAR=all`. */
test('work grows with the text: openings of each rule', { timeout: 600_000 }, () => {
  const grew = tokenRules()
    .filter((_rule, index) => allRules || index % 8 === 0)
    .flatMap((rule) => {
      const [almost = ''] = fakeSecrets(rule.format, createRandom(6))
      return [almost.slice(0, -1), almost.slice(0, Math.ceil(almost.length / 3))].map((piece) => {
        const text = (length: number): string => filled(`${rule.keywords?.[0] ?? ''}${piece}`, length)
        const before = counter.count(() => filter.scan(text(small)))
        const after = counter.count(() => filter.scan(text(small * grown)))
        return { rule: rule.name, piece, growth: after / before }
      })
    })
  expect(grew.filter(({ growth }) => growth > grown * slack)).toEqual([])
})

test.each(shapes)('work grows with the text: provocations %s', patience, (_name, shape) => {
  const growths = pieces.map((piece) => {
    const before = counter.count(() => filter.scan(shape(piece, small)))
    const after = counter.count(() => filter.scan(shape(piece, small * grown)))
    return { piece, growth: after / before }
  })
  expect(growths.filter(({ growth }) => growth > grown * slack)).toEqual([])
})
