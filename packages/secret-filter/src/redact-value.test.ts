import { isRedacted } from '@engawa/core'
import { describe, expect, test } from 'vitest'
import { createRandom, randomText } from '../test/fake-secret.js'
import { fakeGithubToken, passwords } from '../test/samples.js'
import { createSecretFilter } from './create-secret-filter.js'

const known = { name: 'MY_KEY', value: 'a-known-Value-19' }
const filter = createSecretFilter({ knownValues: [known] })
const token = fakeGithubToken()
const password = passwords[1] ?? ''

describe('redact', () => {
  test('vouches for a copy, and says where something was taken out', () => {
    const value = { messages: [{ content: 'hello' }, { content: `use ${token}` }], 'odd name': [token] }
    const redacted = filter.redact(value)
    expect(isRedacted(redacted)).toBe(true)
    expect(JSON.stringify(redacted)).not.toContain(token)
    expect(redacted.findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['github-token', 'messages[1].content'],
      ['github-token', '["odd name"][0]'],
    ])
    expect(redacted.value.messages[0]?.content).toBe('hello')
    expect(value.messages[1]?.content).toContain(token)
    expect(redacted.findings[0]?.sentinel).toBe(redacted.findings[1]?.sentinel)
  })

  test('takes a bare string', () => {
    const { value, findings } = filter.redact(`x ${known.value}`)
    expect(value).toMatch(/^x ‹secret:MY_KEY:[0-9a-f]{12}›$/)
    expect(findings[0]?.path).toBe('')
  })

  test('takes secrets out of names too, and out of the paths it reports', () => {
    const redacted = filter.redact({ [token]: { inner: token } })
    expect(JSON.stringify(redacted)).not.toContain(token)
    expect(redacted.findings).toHaveLength(2)
  })

  test('knows a secret by the name it stands under', () => {
    const { value } = filter.redact({
      db: { password, user: 'me' },
      env: [{ name: 'DB_PASSWORD', value: password }],
      max_tokens: 4096,
      passwords: [password],
      pass: 100,
    })
    expect(JSON.stringify(value)).not.toContain(password)
    expect(value.max_tokens).toBe(4096)
    expect(value.db.user).toBe('me')
    expect(value.pass).toBe(100)
  })

  test('takes out a number that is a known value', () => {
    const numeric = createSecretFilter({ knownValues: [{ name: 'PIN', value: '48151623' }] })
    expect(JSON.stringify(numeric.redact({ a: 48151623 }))).not.toContain('48151623')
  })

  test('freezes what it vouches for', () => {
    const redacted = filter.redact({ list: [{ a: 'b' }] })
    expect(() => Object.assign(redacted.value.list[0] ?? {}, { a: token })).toThrow(TypeError)
    expect(() => Object.assign(redacted, { value: token })).toThrow(TypeError)
  })

  test('keeps names that mean something to JavaScript', () => {
    const value: unknown = JSON.parse('{"__proto__": {"x": "1"}, "constructor": "2"}')
    expect(JSON.stringify(filter.redact(value).value)).toBe('{"__proto__":{"x":"1"},"constructor":"2"}')
  })

  test('reads a property once', () => {
    let reads = 0
    const value = {
      get text() {
        reads++
        return reads === 1 ? 'plain' : token
      },
    }
    expect(filter.redact(value).value).toEqual({ text: 'plain' })
  })

  test('is the same the second time', () => {
    const once = filter.redact({ a: `password = "${password}" ${token}`, b: `secret: ${token}` })
    expect(filter.redact(once.value).value).toEqual(once.value)
    expect(filter.redact(once.value).findings).toEqual([])
  })
})

describe('images', () => {
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    Buffer.from(randomText('alnum', 600, createRandom(3))),
  ])
  const image = { type: 'image', mediaType: 'image/png', data: png.toString('base64') }

  test('pass through untouched', () => {
    expect(filter.redact({ content: [image] }).value).toEqual({ content: [image] })
  })

  test('that hold a known value are refused', () => {
    const data = Buffer.concat([png, Buffer.from(known.value)]).toString('base64')
    expect(() => filter.redact({ content: [{ ...image, data }] })).toThrowError(
      expect.objectContaining({ code: 'filter/secret-in-image' }),
    )
  })

  test('that are text in disguise are searched like any text', () => {
    const { value } = filter.redact({ type: 'image', mediaType: 'image/png', data: token })
    expect(value.data).not.toContain(token)
  })
})

describe('what it cannot vouch for, it refuses', () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = { cycle }
  let deep: unknown = 'x'
  for (let level = 0; level < 300; level++) deep = [deep]
  const cases: readonly (readonly [string, unknown])[] = [
    ['a cycle', cycle],
    ['a function', { run: () => token }],
    ['a symbol', [Symbol('x')]],
    ['a big integer', { n: 10n }],
    ['bytes', { data: new Uint8Array(8) }],
    ['a buffer', Buffer.from(token)],
    ['a map', new Map([['a', token]])],
    ['a date', new Date(0)],
    ['an instance', new URL('https://x.example')],
    ['a property named by a symbol', { [Symbol('x')]: token }],
    ['too deep a value', deep],
    ['too long a text', { text: 'x'.repeat(101) }],
  ]

  test.each(cases)('%s', (_name, value) => {
    const small = createSecretFilter({ maxLength: 100 })
    expect(() => small.redact(value)).toThrowError(expect.objectContaining({ name: 'FilterError' }))
  })

  test('and says nothing of the secret', () => {
    try {
      filter.redact({ [`password ${token}`]: { [token]: () => known.value } })
      expect.unreachable()
    } catch (error) {
      const said = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''}`
      expect(said).not.toContain(token)
      expect(said).not.toContain(known.value)
    }
  })

  test('what is not a text', () => {
    expect(() => filter.redactText(JSON.parse('7'))).toThrowError(expect.objectContaining({ name: 'FilterError' }))
  })

  test('a wrong allow list', () => {
    expect(() => createSecretFilter({ allow: ['not a hash'] })).toThrowError(
      expect.objectContaining({ code: 'filter/bad-option' }),
    )
  })
})
