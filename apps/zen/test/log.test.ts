import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const lines = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

it('writes nothing when all is well and nobody asked', async () => {
  await zen.run(['chat', 'hi'])
  expect(existsSync(join(zen.home, '.zen-cli/logs'))).toBe(false)
})

it('keeps a failure, as JSON, without the secrets of its message', async () => {
  const secret = `ghp_${randomBytes(18).toString('hex')}`
  zen.ollama.always({ status: { code: 500, error: `broken by ${secret}` } })
  expect((await zen.run(['chat', 'hi'])).code).toBe(4)
  const path = join(zen.home, '.zen-cli/logs/zen-cli.log')
  expect(lines(path)).toMatchObject([{ level: 'error', app: 'zen', code: expect.stringMatching(/^llm\//) }])
  expect(readFileSync(path, 'utf8')).not.toContain(secret)
})

it('tells what it does on stderr with --verbose, and in a file with --log-file', async () => {
  const run = await zen.run(['chat', 'hi', '--verbose', '--log-file', 'own.log'])
  expect(run.stdout).toBe('You said: hi\n')
  expect(run.stderr).toMatch(/info asking provider=ollama/)
  const told = lines(join(zen.home, 'own.log'))
  expect(told.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining([
      'started',
      'asking',
      'sending',
      'headers came',
      'the first words came',
      'answered',
      'done',
    ]),
  )
  expect(told).toContainEqual(expect.objectContaining({ msg: 'settings are read', ms: expect.any(Number) }))
  // The whole body is for whoever asks for everything.
  expect(run.stderr).not.toContain('debug sent')
})

it('tells what was sent, without secrets, and each try of it, with ZEN_DEBUG=1', async () => {
  const secret = `ghp_${randomBytes(18).toString('hex')}`
  zen.ollama.next({ status: { code: 503, error: 'loading' } })
  const run = await zen.run(['chat', `What is ${secret}?`], { env: { ZEN_DEBUG: '1' } })
  expect(run.code).toBe(0)
  expect(run.stderr).toMatch(/debug sent .*body=.*What is ‹secret:github-token:/)
  expect(run.stderr).toMatch(/info headers came .*status=503/)
  expect(run.stderr).toMatch(/info sending .*attempt=2/)
  const file = readFileSync(join(zen.home, '.zen-cli/logs/zen-cli.log'), 'utf8')
  expect(file).toContain('"msg":"sent"')
  expect(file + run.stderr).not.toContain(secret)
})
