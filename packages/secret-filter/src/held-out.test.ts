import { expect, test } from 'vitest'
import { createRandom, randomText } from '../test/fake-secret.js'
import { heldOutCases } from '../test/held-out/cases.js'
import { createSecretFilter } from './create-secret-filter.js'

const filter = createSecretFilter()

test('removes at least 97 in 100 of the secrets that others describe', { timeout: 60_000 }, () => {
  const cases = heldOutCases()
  expect(cases.length).toBeGreaterThan(4000)
  const missed = cases.filter(({ text, secret }) => filter.redactText(text).text.includes(secret))
  const share = 1 - missed.length / cases.length
  expect(share, missed.map(({ group, source }) => `${group} ${source}`).join(', ')).toBeGreaterThan(0.97)
})

test('removes keys of services that nobody has heard of, when they follow the custom', () => {
  const random = createRandom(303)
  const name = (): string => randomText('lower', 4 + random(6), random)
  const customs: readonly ((body: string) => string)[] = [
    (body) => `${name()}_live_${body}`,
    (body) => `${name()}_pat_${body}`,
    (body) => `${name()}-test-${body}`,
    (body) => `${name()}_sk_${body}`,
    (body) => `${name()}_api_${body}`,
    (body) => `sk_${name()}_live_${body}`,
    (body) => `${name()}_secret_${body}`,
  ]
  const keys = customs.flatMap((custom) => Array.from({ length: 60 }, () => custom(randomText('alnum', 32, random))))
  const missed = keys.filter((key) => filter.redactText(`with ${key} it works`).text.includes(key.slice(-20)))
  expect(missed.length / keys.length).toBeLessThan(0.05)
})
