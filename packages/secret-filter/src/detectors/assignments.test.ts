import { describe, expect, test } from 'vitest'
import { bareContexts, machineContexts, machineSecrets, passwords, quotedContexts } from '../../test/samples.js'
import { createSecretFilter } from '../create-secret-filter.js'

const filter = createSecretFilter()

function leavesOut(text: string, secret: string): void {
  const redacted = filter.redactText(`first line\n${text}\nlast line`).text
  expect(redacted, text).not.toContain(secret)
  expect(redacted.startsWith('first line\n')).toBe(true)
  expect(redacted.endsWith('\nlast line')).toBe(true)
}

describe('secrets that their context gives away', () => {
  test.each(quotedContexts.map((context) => [context('…'), context] as const))('%s', (_name, context) => {
    for (const password of [...passwords, 'correct horse battery staple']) leavesOut(context(password), password)
  })

  test.each(bareContexts.map((context) => [context('…'), context] as const))('bare: %s', (_name, context) => {
    for (const password of passwords) leavesOut(context(password), password)
  })

  test.each(machineContexts.map((context) => [context('…'), context] as const))(
    'machine-made: %s',
    (_name, context) => {
      for (const secret of machineSecrets) leavesOut(context(secret), secret)
    },
  )
})

test('takes out the value alone', () => {
  const [password = ''] = passwords
  const { text, findings } = filter.redactText(`user = "me"\npassword = "${password}" # for tests\n`)
  expect(text).toMatch(/^user = "me"\npassword = "‹secret:password:[0-9a-f]{12}›" # for tests\n$/)
  expect(findings).toEqual([{ rule: 'password', path: '', sentinel: expect.stringMatching(/^‹secret:password:/) }])
})

test('a value far longer than what is judged goes whole', () => {
  const long = machineSecrets
    .join('')
    .repeat(40)
    .replace(/[^A-Za-z0-9]/g, '')
  for (const text of [`API_TOKEN=${long}`, `api_token = "${long}"`]) {
    expect(filter.redactText(text).text).toMatch(/^\S+(?: = ")?=?‹secret:assigned-secret:[0-9a-f]{12}›"?$/)
  }
})
