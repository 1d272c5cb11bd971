import { expect, test } from 'vitest'
import { fakeGithubToken, passwords } from '../test/samples.js'
import { createSecretFilter } from './create-secret-filter.js'
import { hashOfValue, Sentinels } from './sentinel.js'

const token = fakeGithubToken()

test('one value has one sentinel within a filter, and another in the next', () => {
  const filter = createSecretFilter()
  const [first, second] = filter.redactText(`${token}\n${token}`).text.split('\n')
  expect(first).toBe(second)
  expect(first).toMatch(/^‹secret:github-token:[0-9a-f]{12}›$/)
  expect(createSecretFilter().redactText(token).text).not.toBe(first)
})

test('its own are told from look-alikes', () => {
  const sentinels = new Sentinels()
  const own = sentinels.of('a-rule', 'x')
  expect(sentinels.isOwn(own)).toBe(true)
  expect(sentinels.isOwn(own.replace('a-rule', 'b-rule'))).toBe(false)
  expect(sentinels.isOwn(new Sentinels().of('a-rule', 'x'))).toBe(false)
  expect(sentinels.isOwn(own.replace(/.›$/, (end) => `${end.startsWith('0') ? '1' : '0'}›`))).toBe(false)
})

test('redacting twice changes nothing more', () => {
  const filter = createSecretFilter()
  const once = filter.redactText(
    `password = "${passwords[1]}"\n--token ${token}\nhttps://u:${passwords[0]}@h.example\n`,
  )
  expect(once.findings).toHaveLength(3)
  expect(filter.redactText(once.text)).toEqual({ text: once.text, findings: [] })
})

test('a secret in the shape of a sentinel is no hiding place', () => {
  const filter = createSecretFilter()
  for (const text of [
    `‹secret:${token}:7f3a91c2d0e4›`,
    `‹secret:github-token:${token}›`,
    `‹secret:x:7f3a91c2d0e4›${token}`,
  ]) {
    expect(filter.redactText(text).text).not.toContain(token)
  }
})

test('a value is let through by its hash', () => {
  const filter = createSecretFilter({ allow: [hashOfValue(token)] })
  expect(filter.redactText(`x ${token}`).findings).toEqual([])
  expect(filter.redact({ token }).value).toEqual({ token })
  expect(filter.redactText(fakeGithubToken()).findings).toHaveLength(1)
})
