import { expect, test } from 'vitest'
import { fakeGithubToken, passwords } from '../test/samples.js'
import { createSecretFilter } from './create-secret-filter.js'
import { refuseSentinels } from './refuse-sentinels.js'

const token = fakeGithubToken()
const password = passwords[5] ?? ''

test('is off by default', () => {
  const filter = createSecretFilter()
  const { text } = filter.redactText(token)
  expect(() => filter.rehydrate(text)).toThrowError(expect.objectContaining({ code: 'filter/rehydration-off' }))
})

test('puts back what this filter took out, and nothing else', () => {
  const filter = createSecretFilter({ rehydration: true })
  const { text } = filter.redactText(`use ${token}, password = "${password}"`)
  const [first = ''] = /‹[^›]*›/.exec(text) ?? []
  const foreign = createSecretFilter().redactText(token).text
  expect(filter.rehydrate(`${first} twice ${first}, ${foreign}`)).toBe(`${token} twice ${token}, ${foreign}`)
  expect(filter.rehydrate(first.replace('github-token', 'other-rule'))).not.toContain(token)
})

test('what was put back is taken out again, also where nothing gives it away', () => {
  const filter = createSecretFilter({ rehydration: true })
  const { value } = filter.redact({ password })
  expect(filter.redactText(`so it is ${password} then`).findings).toEqual([])
  expect(filter.rehydrate(value.password)).toBe(password)
  expect(filter.redactText(`so it is ${password} then`).text).toMatch(/^so it is ‹secret:rehydrated:\w{12}› then$/)
})

test('a sentinel is refused where it would be written', () => {
  const { text } = createSecretFilter().redactText(`a\nb ${token}`)
  expect(() => refuseSentinels(text, 'app.env')).toThrowError(
    expect.objectContaining({ code: 'filter/sentinel', message: expect.stringMatching(/^app\.env .* line 2 /) }),
  )
  expect(() => refuseSentinels('‹secret:of-a-model:0000›', 'app.env')).toThrowError()
  expect(() => refuseSentinels('no ‹secret› here, ‹secret: two words›', 'app.env')).not.toThrow()
})
