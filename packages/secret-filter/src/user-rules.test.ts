import { expect, test } from 'vitest'
import { createSecretFilter } from './create-secret-filter.js'
import { compileUserRules } from './user-rules.js'

const rule = {
  name: 'badge-number',
  pattern: 'BADGE-[0-9]{6}',
  matches: [`BADGE-${'1'.repeat(6)}`],
  ignores: ['BADGE-1'],
}

test("takes out what a person's rule finds", async () => {
  const filter = createSecretFilter({ userRules: await compileUserRules([rule]) })
  expect(filter.redactText('a BADGE-123456 b\nBADGE-12').text).toMatch(
    /^a ‹secret:badge-number:[0-9a-f]{12}› b\nBADGE-12$/,
  )
})

test.each([
  ['a pattern that is not RE2', { ...rule, pattern: '(?=x)' }],
  ['an example that it does not find', { ...rule, matches: ['BADGE-x'] }],
  ['an example that it must leave alone', { ...rule, ignores: ['see BADGE-654321'] }],
  ['no example', { ...rule, matches: [] }],
  ['a name unfit for sentinels', { ...rule, name: 'A Badge›' }],
  ['a pattern that crosses lines', { ...rule, pattern: 'a\\nb', matches: ['a\nb'] }],
])('refuses %s', async (_name, bad) => {
  await expect(compileUserRules([bad])).rejects.toMatchObject({ name: 'FilterError', code: 'filter/bad-rule' })
})

test('a pattern that would take for ever elsewhere is linear here', async () => {
  const [compiled] = await compileUserRules([{ name: 'slow', pattern: '(a+)+$', matches: ['aaa'] }])
  const filter = createSecretFilter({ userRules: compiled === undefined ? [] : [compiled] })
  expect(filter.redactText(`${'a'.repeat(5000)}!`).findings).toEqual([])
})

test('an empty match is nothing', async () => {
  const userRules = await compileUserRules([{ name: 'stars', pattern: 'z*', matches: ['zz'] }])
  expect(createSecretFilter({ userRules }).redactText('abc').text).toBe('abc')
})
