import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, randomText } from '../test/fake-secret.js'
import { heldOutCases } from '../test/held-out/cases.js'
import {
  fakeGithubToken,
  fakePrivateKey,
  machineContexts,
  machineSecrets,
  passwords,
  quotedContexts,
} from '../test/samples.js'
import { createSecretFilter } from './create-secret-filter.js'
import type { SecretFilter } from './secret-filter.js'
import { holdLimit } from './segmenter.js'

const known = { name: 'MY_KEY', value: 'a-known-Value-19' }
const filter = createSecretFilter({ knownValues: [known] })
const random = createRandom(21)

function inPieces(redactor: SecretFilter, pieces: readonly string[]) {
  const stream = redactor.stream()
  const text = pieces.map((piece) => stream.write(piece)).join('') + stream.end()
  return { text, findings: [...stream.findings] }
}

function chunked(text: string, size: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size))
  return pieces
}

/** All splits of all samples take a while: a part of them in each run, all with `ENGAWA_SPLITS=all`. */
const long = process.env.ENGAWA_SPLITS === 'all'

const samples: readonly string[] = [
  `one ${fakeGithubToken()} two\nthree ${known.value} four`,
  `before\n${fakePrivateKey()}\nafter`,
  `before\n${fakePrivateKey('RSA ', 6).split('\n').slice(0, 4).join('\n')}\nnot of the key\n`,
  `key = "${fakePrivateKey('').replaceAll('\n', '\\n')}"\nrest`,
  `+${fakePrivateKey().split('\n').join('\n+')}\n context`,
  ...quotedContexts.slice(0, 30).map((context) => `a\n${context(passwords[1] ?? '')}\nb`),
  ...machineContexts.map((context) => `${context(machineSecrets[1] ?? '')}\nb\n`),
  `machine h\n\tlogin u\n\tpassword ${passwords[0]}\nmachine i\n`,
  `\n\n-----BEGIN\n-----BEGIN RSA PRIVATE KEY-----\n\n`,
  `${Buffer.from(`xx${known.value}yy`).toString('base64')} and ${encodeURIComponent(known.value)}`,
  `a ${[...fakeGithubToken()].join('\u200b')} b\nc %67%68p_${fakeGithubToken().slice(4)} d\n`,
  `password:\u200b\n  ${passwords[1]}\nkey\u200b=\n"${machineSecrets[1]}"\n`,
  `-----BEGIN pass:\n_${machineSecrets[1]} -----BEGIN \n:\n`,
  'e\u0301 \u{1f512} ‹secret:github-token:7f3a› \ud800',
]

describe('a stream', () => {
  test('gives what the whole text gives, split anywhere', () => {
    for (const sample of samples) {
      const whole = filter.redactText(sample)
      for (let at = 0; at <= sample.length; at++) {
        expect(inPieces(filter, [sample.slice(0, at), sample.slice(at)])).toEqual(whole)
      }
      expect(inPieces(filter, [...chunked(sample, 1)])).toEqual(whole)
    }
  })

  test('gives what the whole text gives, for any pieces of any mixture', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...samples),
            fc.string(),
            fc.constantFrom('\n', ' ', '"', 'password=', 'token:\n', '\\\n', 'name: API_KEY', '\u200b', '%0A'),
          ),
          {
            maxLength: 8,
          },
        ),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
        (parts, sizes) => {
          const text = parts.join('')
          const pieces: string[] = []
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1
            pieces.push(text.slice(at, at + size))
            at += size
          }
          expect(inPieces(filter, pieces)).toEqual(filter.redactText(text))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('gives what the whole text gives, for thousands of samples at every split', {
    timeout: long ? 1_800_000 : 120_000,
  }, () => {
    const cases = heldOutCases().filter((_case, index) => long || index % 40 === 0)
    for (const { text, secret } of cases) {
      const sample = `${text}\nand on\n`
      const whole = filter.redactText(sample).text
      for (let at = 1; at < sample.length; at++) {
        const stream = filter.stream()
        const early = stream.write(sample.slice(0, at))
        const rest = stream.write(sample.slice(at)) + stream.end()
        expect(early + rest, `${sample} at ${at}`).toBe(whole)
        // What was let out is a beginning of the result: nothing of a secret among it.
        expect(whole.startsWith(early)).toBe(true)
        if (!whole.includes(secret)) expect(early).not.toContain(secret)
      }
    }
  })

  test('lets out what is settled and holds back the rest', () => {
    const stream = filter.stream()
    expect(stream.write('a settled line\nan open ')).toBe('a settled line\n')
    expect(stream.write('line')).toBe('')
    expect(stream.end()).toBe('an open line')
  })

  test('never lets a secret out before its end has come', () => {
    const token = fakeGithubToken()
    const stream = filter.stream()
    let out = ''
    for (const unit of `x\ny ${token} z\n`) {
      out += stream.write(unit)
      expect(out).not.toContain('ghp_')
    }
    expect(out + stream.end()).not.toContain(token.slice(0, 12))
  })

  test('is closed after its end', () => {
    const stream = filter.stream()
    stream.end()
    expect(() => stream.write('x')).toThrowError(expect.objectContaining({ code: 'filter/stream-closed' }))
  })
})

describe('text without a safe end', () => {
  const token = fakeGithubToken()
  const long = `${'lorem ipsum, '.repeat(holdLimit / 20)}${token} ${'dolor sit;'.repeat(holdLimit / 5)}password="${passwords[1]}" ${'x y '.repeat(holdLimit / 2)}`

  test('is cut beside secrets, the same way for every chunking', () => {
    const whole = filter.redactText(long)
    expect(whole.findings.map((finding) => finding.rule)).toEqual(['github-token', 'password'])
    for (const size of [1000, 4096, 65_536, 73_728, 100_003])
      expect(inPieces(filter, chunked(long, size))).toEqual(whole)
  })

  test('holds back no more than the limit', () => {
    const stream = filter.stream()
    let written = 0
    let released = 0
    for (const piece of chunked(long, 1000)) {
      written += piece.length
      released += stream.write(piece).length
      expect(written - released).toBeLessThan(holdLimit * 1.3)
    }
  })

  test('finds a secret at each place around a cut', () => {
    for (let shift = 0; shift < 80; shift++) {
      const text = `${'-'.repeat(64 * 1024 - 60 + shift)} ${token} ${'-'.repeat(holdLimit)}`
      expect(filter.redactText(text).text).not.toContain(token.slice(4, 20))
    }
  })

  test('takes out a private key beyond the limit whole', () => {
    const key = fakePrivateKey('', 3000)
    const text = `before\n${key}\nafter\n`
    const whole = filter.redactText(text)
    expect(whole.text).toMatch(/^before\n‹secret:private-key:[0-9a-f]{12}›\nafter\n$/)
    for (const size of [997, 65_536, 120_000]) expect(inPieces(filter, chunked(text, size))).toEqual(whole)
  })

  test('takes out a token beyond the limit whole', () => {
    const text = `a Bearer ${randomText('alnum', holdLimit * 3, random)} b`
    const whole = filter.redactText(text)
    expect(whole.text).toMatch(/^a Bearer ‹secret:bearer-token:[0-9a-f]{12}› b$/)
    expect(inPieces(filter, chunked(text, 5000))).toEqual(whole)
  })
})
