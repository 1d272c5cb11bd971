import { describe, expect, test } from 'vitest'
import { createRandom, randomText } from '../../test/fake-secret.js'
import { createSecretFilter } from '../create-secret-filter.js'

const random = createRandom(31)
const value = `${randomText('alnum', 12, random)}"/+ü ${randomText('alnum', 12, random)}`
const filter = createSecretFilter({ knownValues: [{ name: 'MY_API_KEY', value }] })

const forms: readonly (readonly [string, string])[] = [
  ['as it is', value],
  ['in JSON', JSON.stringify(value).slice(1, -1)],
  ['in JSON inside JSON', JSON.stringify(JSON.stringify(value)).slice(3, -3)],
  ['in a URL', encodeURIComponent(value)],
  ['in a form', new URLSearchParams([['', value]]).toString().slice(1)],
  ['in hex', Buffer.from(value).toString('hex')],
  ['in upper-case hex', Buffer.from(value).toString('hex').toUpperCase()],
]

describe('a known value', () => {
  test.each(forms)('%s', (_name, form) => {
    const { text, findings } = filter.redactText(`before ${form} after`)
    expect(text).toMatch(/^before ‹secret:MY_API_KEY:[0-9a-f]{12}› after$/)
    expect(findings.map((finding) => finding.rule)).toEqual(['MY_API_KEY'])
  })

  test.each(['base64', 'base64url'] as const)('in %s, at every alignment', (encoding) => {
    for (let shift = 0; shift < 6; shift++) {
      for (let tail = 0; tail < 3; tail++) {
        const encoded = Buffer.from(`${'\u0001'.repeat(shift)}${value}${'\u0002'.repeat(tail)}`).toString(encoding)
        const redacted = filter.redactText(encoded).text
        expect(redacted).toContain('‹secret:MY_API_KEY:')
        const left = redacted.replace(/‹[^›]*›/, '')
        expect(left.length).toBeLessThan(16)
      }
    }
  })

  test('of several lines is known by each of them', () => {
    const lines = [randomText('alnum', 30, random), randomText('alnum', 30, random)]
    const multi = createSecretFilter({ knownValues: [{ name: 'CERT', value: lines.join('\n') }] })
    expect(multi.redactText(`x ${lines[1]} y`).text).not.toContain(lines[1])
    expect(multi.redactText(JSON.stringify(lines.join('\n'))).text).not.toContain(lines[0])
  })

  test('that is an ordinary word or too short takes nothing with it', () => {
    const plain = createSecretFilter({
      knownValues: [
        { name: 'MODE_TOKEN', value: 'local' },
        { name: 'A_SECRET', value: 'abc12' },
        { name: 'EMPTY_PASSWORD', value: '' },
      ],
    })
    expect(plain.redactText('a local run of abc12').findings).toEqual([])
  })

  test('under a name that no sentinel can hold', () => {
    const odd = createSecretFilter({ knownValues: [{ name: 'a › b', value }] })
    expect(odd.redactText(value).text).toMatch(/^‹secret:a---b:[0-9a-f]{12}›$/)
  })
})
