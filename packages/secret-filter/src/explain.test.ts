import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeGithubToken, passwords } from '../test/samples.js'
import { auditOf } from './audit.js'
import { createSecretFilter } from './create-secret-filter.js'
import { LinePlaces } from './line-places.js'

const filter = createSecretFilter()
const token = fakeGithubToken()
const password = passwords[1] ?? ''

test('explain says where and why, not what', () => {
  const text = `one\r\n\ttwo ${token}\npassword = "${password}"`
  const found = filter.explain(text)
  expect(found.map(({ rule, line, column, length }) => [rule, line, column, length])).toEqual([
    ['github-token', 2, 6, token.length],
    ['password', 3, 13, password.length],
  ])
  expect(JSON.stringify(found)).not.toContain(token)
  expect(found.map(({ sentinel }) => sentinel)).toEqual(
    filter.redactText(text).findings.map(({ sentinel }) => sentinel),
  )
})

test('preview shows exactly what would be sent', () => {
  const value = { messages: [{ role: 'user', content: `use ${token}` }] }
  const { redacted, text, audit } = filter.preview(value)
  expect(JSON.parse(text)).toEqual(redacted.value)
  expect(text).not.toContain(token)
  expect(audit).toEqual({
    total: 1,
    rules: { 'github-token': 1 },
    places: [{ rule: 'github-token', path: 'messages[0].content' }],
  })
  expect(filter.preview('plain').text).toBe('plain')
})

test('an audit holds no content, not even a sentinel', () => {
  const { findings } = filter.redactText(`${token} ${token}`)
  expect(auditOf(findings).rules).toEqual({ 'github-token': 2 })
  expect(JSON.stringify(auditOf(findings))).not.toContain('‹')
})

test('places are those of a count over the whole text', () => {
  const text = fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'é'), maxLength: 20 }), { maxLength: 6 })
  fc.assert(
    fc.property(text, fc.array(fc.nat(100)), (pieces, offsets) => {
      const whole = pieces.join('')
      const places = new LinePlaces()
      for (const piece of pieces) places.push(piece)
      for (const at of offsets.filter((offset) => offset <= whole.length).sort((a, b) => a - b)) {
        const lines = whole.slice(0, at).split('\n')
        expect(places.at(at)).toEqual({ line: lines.length, column: (lines.at(-1) ?? '').length + 1 })
      }
    }),
  )
})
