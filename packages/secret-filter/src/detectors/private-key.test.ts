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

test.each(forms)('%s', (_name, form) => {
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
