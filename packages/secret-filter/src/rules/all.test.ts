import { describe, expect, test } from 'vitest'
import { createRandom, fakeSecrets, randomText } from '../../test/fake-secret.js'
import { createSecretFilter } from '../create-secret-filter.js'
import { entropy } from '../entropy.js'
import { tokenRules } from './all.js'
import { patternOf } from './format.js'
import type { TokenRule } from './rule.js'

const filter = createSecretFilter()

/** Examples as they come, but for those that chance made too plain for the rule. */
function examplesOf(rule: TokenRule, seed: number): readonly string[] {
  const random = createRandom(seed)
  return Array.from({ length: rule.check === undefined ? 1 : 40 }, () => fakeSecrets(rule.format, random))
    .flat()
    .filter((example) => entropy(example) >= (rule.minEntropy ?? 0) && (rule.check?.(example) ?? true))
}

/** What must stand near a token that has no opening of its own. */
function contextOf(rule: TokenRule, example: string): string {
  const near = (rule.keywords ?? []).find((keyword) => !example.toLowerCase().includes(keyword))
  return near !== undefined && !(rule.keywords ?? []).some((keyword) => example.toLowerCase().includes(keyword))
    ? `${near} `
    : ''
}

test('names are unique and fit for sentinels', () => {
  const names = tokenRules().map((rule) => rule.name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,63}$/)
})

describe.each(tokenRules().map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  const examples = [...examplesOf(rule, 1), ...examplesOf(rule, 2)]

  test('has examples', () => {
    expect(examples.length).toBeGreaterThan(0)
  })

  test('takes its tokens out, wherever they stand', () => {
    for (const example of examples) {
      const before = contextOf(rule, example)
      for (const text of [
        `${before}${example}`,
        `see ${before}${example} there`,
        `x = "${before}${example}"`,
        `${before}(${example})`,
      ]) {
        expect(filter.redactText(text).text).not.toContain(example)
      }
    }
  })

  test('its pattern finds no token that is cut short, and none in an empty text', () => {
    const pattern = new RegExp(`^(?:${patternOf(rule.format)})`)
    expect(pattern.test('')).toBe(false)
    const last = rule.format.at(-1)
    if (last === undefined || typeof last === 'string' || 'anyOf' in last) return
    const [head = ''] = fakeSecrets(rule.format.slice(0, -1), createRandom(3))
    const short = head + randomText(last.alphabet, Math.max(0, last.min - 1), createRandom(4))
    expect(pattern.test(short)).toBe(false)
  })
})

test('a token far longer than what is judged goes whole', () => {
  const token = `ghp_${randomText('alnum', 3000, createRandom(9))}`
  expect(filter.redactText(`a ${token} b`).text).toMatch(/^a ‹secret:github-token:[0-9a-f]{12}› b$/)
})
