import { describe, expect, test } from 'vitest'
import { fakeGithubToken, fakePrivateKey, passwords } from '../test/samples.js'
import { createSecretFilter } from './create-secret-filter.js'

const filter = createSecretFilter()
const token = fakeGithubToken()
const full = (text: string): string =>
  [...text].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('')

const disguises: readonly (readonly [string, string])[] = [
  ['zero-width spaces', [...token].join('\u200b')],
  ['a soft hyphen', `${token.slice(0, 9)}\u00ad${token.slice(9)}`],
  ['full-width letters', full(token)],
  ['terminal colours', `\u001b[31m${token.slice(0, 6)}\u001b[0;1m${token.slice(6)}\u001b[0m`],
  ['Cyrillic look-alikes', token.replace('p', '\u0440')],
  ['percent escapes', [...token].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('')],
  ['percent escapes, twice', token.replace('_', '%255F')],
  ['unicode escapes', token.replace('_', '\\u005f')],
  ['byte escapes', token.replace('_', '\\x5f')],
  ['entities', token.replace('_', '&#x5f;')],
  ['Base64', Buffer.from(`the token is ${token}, keep it`).toString('base64')],
  ['Base64, twice', Buffer.from(Buffer.from(`it is ${token}.`).toString('base64')).toString('base64')],
  ['Base64 of two-byte characters', Buffer.from(`x ${token}`, 'utf16le').toString('base64')],
  ['hex', Buffer.from(`the token is ${token}`).toString('hex')],
]

describe('a token in', () => {
  test.each(disguises)('%s', (_name, hidden) => {
    const { text, findings } = filter.redactText(`before \u00e9 ${hidden} after \u{1f512}`)
    expect(text).toMatch(
      /^before \u00e9 (?:\u001b\[31m)?‹secret:github-token:[0-9a-f]{12}›(?:\u001b\[0m)? after \u{1f512}$/u,
    )
    expect(findings).toHaveLength(1)
  })
})

test('a key file in Base64, as clusters keep it', () => {
  const encoded = Buffer.from(`${fakePrivateKey()}\n`).toString('base64')
  expect(filter.redactText(`client-key-data: ${encoded}`).text).not.toContain(encoded.slice(0, 40))
})

test('an assignment behind escapes', () => {
  const password = passwords[1] ?? ''
  const { text } = filter.redactText(`?q=password%3D${encodeURIComponent(password)}%26x`)
  expect(text).not.toContain(encodeURIComponent(password))
})

test('ordinary disguises stay', () => {
  for (const line of [
    'a%20b%20c',
    '\u001b[32mok\u001b[0m 12 passed',
    'привет, мир: пароль',
    '&lt;div&gt;',
    'ｆｕｌｌ width',
    '\\u0041bc',
  ]) {
    expect(filter.redactText(line).text).toBe(line)
  }
})
