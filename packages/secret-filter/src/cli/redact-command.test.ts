import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BundledCommand, bundleCommand } from '../../test/bundled-command.js'
import { createRandom, randomText } from '../../test/fake-secret.js'
import { fakeGithubToken, fakePrivateKey, passwords } from '../../test/samples.js'
import { hashOfValue } from '../sentinel.js'

const token = fakeGithubToken()
const password = passwords[1] ?? ''
const patience = { timeout: 60_000 }
let command: BundledCommand

beforeAll(async () => {
  command = await bundleCommand()
}, 120_000)
afterAll(() => command.remove())

describe('engawa-redact', patience, () => {
  test('as a pipe', async () => {
    const { code, stdout, stderr } = await command.run([], `é before\nuse ${token} now\nafter`)
    expect(stdout).toMatch(/^é before\nuse ‹secret:github-token:[0-9a-f]{12}› now\nafter$/)
    expect(stderr).toBe('engawa-redact: taken out: 1 × github-token\n')
    expect(code).toBe(0)
  })

  test('leaves a clean text as it is, to the byte', async () => {
    const text = '\ufeffa\r\n\tb  \n\n\u{1f512}'
    expect(await command.run([], text)).toEqual({ code: 0, stdout: text, stderr: '' })
  })

  test('--check says where, ends with 7, and shows nothing', async () => {
    const { code, stdout, stderr } = await command.run(['--check'], `one\n  pw: password = "${password}"\n\n${token}\n`)
    expect(stdout).toBe('stdin:2:19 password\nstdin:4:1 github-token\n')
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' })
    expect(await command.run(['--check'], 'nothing here\n')).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('--json', async () => {
    const { code, stdout } = await command.run(['--json'], `a ${token}\n`)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      data: {
        text: expect.stringMatching(/^a ‹secret:github-token:[0-9a-f]{12}›\n$/),
        findings: [{ source: 'stdin', rule: 'github-token', line: 1, column: 3, length: token.length }],
      },
    })
    const checked = await command.run(['--json', '--check'], token)
    expect(checked.code).toBe(7)
    expect(checked.stdout).not.toContain(token)
  })

  test('files, known values of the environment and of a .env file', async () => {
    const random = createRandom(77)
    const known = randomText('lower', 12, random)
    const other = randomText('lower', 12, random)
    const notes = join(command.folder, 'notes.md')
    const env = join(command.folder, '.env')
    await writeFile(notes, `we say ${known} and ${other}\n`)
    await writeFile(env, `# ours\nexport APP_SECRET='${other}' # new\n`)
    const { stdout } = await command.run([notes, '--env-file', env, '-q'], '', { MY_TOKEN: known })
    expect(stdout).toMatch(/^we say ‹secret:MY_TOKEN:\w{12}› and ‹secret:APP_SECRET:\w{12}›\n$/)
  })

  test('--hash gives what --allow takes', async () => {
    const { stdout } = await command.run(['--hash'], `${token}\n`)
    expect(stdout).toBe(`${hashOfValue(token)}\n`)
    expect((await command.run(['--check', '--allow', stdout.trim()], token)).code).toBe(0)
  })

  test('rules of your own, proven before anything is read', async () => {
    const rules = join(command.folder, 'rules.json')
    await writeFile(rules, JSON.stringify([{ name: 'badge', pattern: 'BADGE-\\d{4}', matches: ['BADGE-0000'] }]))
    expect((await command.run(['--rules', rules], 'BADGE-1234')).stdout).toMatch(/^‹secret:badge:/)
    await writeFile(rules, JSON.stringify([{ name: 'badge', pattern: 'BADGE-\\d{4}', matches: ['none'] }]))
    const bad = await command.run(['--rules', rules], 'BADGE-1234')
    expect(bad.stdout).toBe('')
    expect(bad.stderr).toContain('does not find its example')
    expect(bad.code).toBe(3)
  })

  test.each([
    ['an unknown flag', ['--chekc'], 2],
    ['a file that is not there', ['/nowhere/at/all'], 2],
    ['a hash that is none', ['--allow', 'x'], 3],
    ['rules that are none', ['--rules', import.meta.filename], 3],
  ])('fails closed: %s', async (_name, args, code) => {
    const ended = await command.run(args, token)
    expect(ended.stdout).toBe('')
    expect(ended.stderr).toMatch(/^engawa-redact: .+\n {2}\S/)
    expect(ended.code).toBe(code)
    const json = await command.run([...args, '--json'], token)
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: expect.any(String) } })
  })

  test('what is not UTF-8 does not pass', async () => {
    const wide = Buffer.from(`\ufeff${token}`, 'utf16le')
    const ended = await command.run([], wide)
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 3, stdout: '' })
  })

  test('a text of many megabytes flows through', async () => {
    const line = `${'lorem ipsum dolor '.repeat(50)}\n`
    const text = line.repeat(9000) + fakePrivateKey() + line.repeat(1000)
    const { code, stdout } = await command.run([], text)
    expect(code).toBe(0)
    expect(stdout.length).toBeLessThan(text.length)
    expect(stdout.startsWith(line.repeat(9000))).toBe(true)
  })

  test('--help shows examples first, --version the version', async () => {
    const { stdout, code } = await command.run(['--help'])
    expect(code).toBe(0)
    expect(stdout.indexOf('git diff | engawa-redact')).toBeLessThan(stdout.indexOf('--check   '))
    expect((await command.run(['--version'])).stdout).toBe('0.0.1\n')
  })
})
