import { expect, test } from 'vitest'
import { fakePrivateKey } from '../../test/samples.js'
import { createSecretFilter } from '../create-secret-filter.js'

const filter = createSecretFilter()
const sentinel = /‹secret:private-key:[0-9a-f]{12}›/

test.each(['RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', ''])('a %sprivate key', (kind) => {
  const { text } = filter.redactText(`before\n${fakePrivateKey(kind)}\nafter`)
  expect(text).toMatch(new RegExp(`^before\\n${sentinel.source}\\nafter$`))
})

const forms: readonly (readonly [string, (key: string) => string])[] = [
  ['indented', (key) => key.replaceAll('\n', '\n    ')],
  ['on one line', (key) => key.replaceAll('\n', '\\n')],
  ['with carriage returns', (key) => key.replaceAll('\n', '\r\n')],
  ['in pieces of a string', (key) => `"${key.replaceAll('\n', '\\n" +\n  "')}"`],
  ['added by a diff', (key) => key.replaceAll('\n', '\n+')],
  ['quoted in a mail', (key) => key.replaceAll('\n', '\n> ')],
  ['with headers', (key) => key.replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n')],
]

const numbered = (before: (number: number) => string) => (key: string) =>
  key
    .split('\n')
    .map((line, at) => before(at + 1) + line)
    .join('\n')

/** As programs number the lines that they show. */
const numberings: readonly (readonly [string, (key: string) => string])[] = [
  ['numbered by cat -n and nl', numbered((number) => `${String(number).padStart(6)}\t`)],
  ['numbered on a screen, where a tab is spaces', numbered((number) => `${String(number).padStart(6)}  `)],
  ['numbered by an editor', numbered((number) => `${String(number).padStart(3)} `)],
  ['numbered by grep -n', numbered((number) => `${number}:`)],
  ['below what grep -n -A found', numbered((number) => `${number}${number === 1 ? ':' : '-'}`)],
  ['below what grep -rn -A found', numbered((number) => `etc/my-key.pem${number === 1 ? ':1:' : `-${number}-`}`)],
  ['numbered as zen shows a file', numbered((number) => `${number}| `)],
  ['numbered as zen shows a diff', numbered((number) => `${number}| +`)],
  ['numbered with a rule beside', numbered((number) => `${String(number).padStart(4)}   │ `)],
  ['numbered with an arrow', numbered((number) => `${String(number).padStart(6)}→`)],
]

test.each([...forms, ...numberings])('%s', (_name, form) => {
  const key = fakePrivateKey()
  const { text } = filter.redactText(`before\n${form(key)}\nafter it all\n`)
  for (const line of key.split('\n').slice(1, -1)) expect(text).not.toContain(line)
  expect(text).toMatch(sentinel)
  expect(text).toMatch(/^before\n[\s\S]*\nafter it all\n$/)
})

test('cut off at its end', () => {
  const key = fakePrivateKey('', 6).split('\n').slice(0, 5)
  const { text } = filter.redactText(`${key.join('\n')}\nnot of the key.\n`)
  expect(text).toMatch(new RegExp(`^${sentinel.source}\\nnot of the key\\.\\n$`))
})

test.each(numberings)('cut off at its end, %s', (_name, form) => {
  const key = fakePrivateKey('', 6).split('\n').slice(0, 5)
  const { text } = filter.redactText(`${form(key.join('\n'))}\nnot of the key.\n`)
  for (const line of key.slice(1)) expect(text).not.toContain(line)
  expect(text).toMatch(/›\nnot of the key\.\n$/)
})

test.each(numberings)('a stream holds it back, %s', (_name, form) => {
  const sample = `before\n${form(fakePrivateKey('', 3))}\nafter\n`
  const whole = filter.redactText(sample).text
  for (let at = 1; at < sample.length; at++) {
    const stream = filter.stream()
    expect(stream.write(sample.slice(0, at)) + stream.write(sample.slice(at)) + stream.end()).toBe(whole)
  }
})

test('what grep finds of code that speaks of keys stays', () => {
  const found = [
    "packages/secret-filter/src/detectors/private-key.ts:10:const opening = '-----BEGIN PRIVATE KEY-----'",
    'packages/secret-filter/src/detectors/private-key.ts-11-',
    'packages/secret-filter/src/detectors/private-key.ts-12-const body = readBody()',
    '--',
    '10: -----BEGIN RSA PRIVATE KEY-----',
    '11: …',
    '12: -----END RSA PRIVATE KEY-----',
    '',
  ].join('\n')
  expect(filter.redactText(found).text).toBe(found)
})

test('two of them', () => {
  const { findings } = filter.redactText(`${fakePrivateKey()}\n${fakePrivateKey('EC ')}`)
  expect(findings).toHaveLength(2)
})

test('code that only speaks of keys stays', () => {
  const code = "const begin = '-----BEGIN PRIVATE KEY-----'\nconst end = '-----END PRIVATE KEY-----'\n"
  expect(filter.redactText(code).text).toBe(code)
})

test('certificates and public keys stay', () => {
  const text = fakePrivateKey('').replaceAll('PRIVATE KEY', 'CERTIFICATE')
  expect(filter.redactText(text).text).toBe(text)
})
