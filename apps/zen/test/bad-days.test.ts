import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FakeCloud, freePort, runBin, startFakeCloud } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

const bin = join(dirname(fileURLToPath(import.meta.url)), '../dist/zen.cjs')

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const messagesOf = async (session: string) =>
  (await zen.run(['session', 'show', session, '--json'])).json().data.messages as {
    role: string
    text: string
    status?: string
  }[]

describe('no key', () => {
  it.each([
    ['openai', 'openai/gpt-4o-mini', ['OPENAI_API_KEY']],
    ['gemini', 'gemini/gemini-3-flash', ['GEMINI_API_KEY', 'GOOGLE_API_KEY']],
  ])('of %s: which variables were looked at, and the two commands that fix it', async (id, model, variables) => {
    const url = `http://127.0.0.1:${await freePort()}`
    const env = { OPENAI_BASE_URL: `${url}/v1`, GEMINI_BASE_URL: url }
    await zen.run(['config', 'consent', '--grant', id, '--yes'], { env })
    const run = await zen.run(['chat', '-s', 'keyless', 'Hi', '-m', model], { env })
    expect(run).toMatchObject({ code: 3, stdout: '' })
    for (const said of [...variables, `zen keys set ${id}`, `export ${variables[0]}=`])
      expect(run.stderr).toContain(said)
  })
})

it('an unknown model: those that come close, or those there are', async () => {
  const near = await zen.run(['chat', 'Hi', '-m', 'qwen33'])
  expect(near).toMatchObject({ code: 4, stderr: expect.stringContaining('Did you mean qwen3:latest?') })
  const far = await zen.run(['chat', 'Hi', '-m', 'nothing-like-it'])
  expect(far.stderr).toContain('There is llama3.2:latest, qwen3:latest')
})

describe('a provider on a bad day', () => {
  let cloud: FakeCloud
  let env: Record<string, string>
  beforeEach(async () => {
    cloud = await startFakeCloud()
    env = { OPENAI_API_KEY: `test-${randomBytes(24).toString('hex')}`, OPENAI_BASE_URL: cloud.openaiUrl }
    await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env })
  })
  afterEach(() => cloud.close())

  it.each([
    // A key that is refused is a matter of keys, as one that is missing.
    [401, 3, /key/],
    [429, 4, /asked too often/],
    [500, 4, /it went wrong/],
  ])('answers %i: exit code %i, what it said, and the question is kept', async (code, exitCode, says) => {
    cloud.always({ status: { code, error: 'it went wrong' } })
    const run = await zen.run(['chat', '-s', 'bad', 'Are you there?', '-m', 'openai/gpt-4o-mini'], { env })
    expect(run).toMatchObject({ code: exitCode, stdout: '', stderr: expect.stringMatching(says) })
    expect(run.stderr).toMatch(/^error: .*\nhint: .*/)
    expect(run.stderr).not.toContain(env.OPENAI_API_KEY)
    expect(await messagesOf('bad')).toMatchObject([{ role: 'user', text: 'Are you there?' }])
  })

  it('is down: exit code 4, its address, and the question is kept', async () => {
    const away = { ...env, OPENAI_BASE_URL: `http://127.0.0.1:${await freePort()}/v1` }
    await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env: away })
    const run = await zen.run(['chat', '-s', 'down', 'Are you there?', '-m', 'openai/gpt-4o-mini'], { env: away })
    expect(run).toMatchObject({ code: 4, stderr: expect.stringMatching(/127\.0\.0\.1/) })
    expect(await messagesOf('down')).toHaveLength(1)
  })

  it('is cut off in mid-answer: exit code 4, what had arrived is shown, kept and marked', async () => {
    cloud.always({ cutAfter: 4 })
    const ask = ['chat', '-s', 'cut', 'Tell me a long story please', '-m', 'openai/gpt-4o-mini']
    const run = await zen.run(ask, { env })
    expect(run.code).toBe(4)
    expect(run.stdout).not.toBe('')
    const [, answer] = await messagesOf('cut')
    expect(answer).toMatchObject({ role: 'assistant', status: 'partial' })
    expect(run.stdout).toBe(`${answer?.text}\n`)
  })
})

describe('a full disk', () => {
  /** The kernel takes no more than so many KiB of any file from this zen. */
  const runWithin = (kib: number, args: readonly string[]) =>
    runBin('/bin/sh', ['-c', `ulimit -f ${kib * 2}; exec "$0" "$@"`, process.execPath, bin, ...args], {
      cwd: zen.home,
      env: { HOME: zen.home, OLLAMA_HOST: zen.ollama.url },
    })

  it('before the question is kept: exit code 6, nothing is sent, and all that was acknowledged is there', async () => {
    for (const word of ['one', 'two']) await zen.run(['chat', '-s', 'full', word.repeat(1_000)])
    const sent = zen.ollama.modelRequests.length
    const run = await runWithin(8, ['chat', '-s', 'full', 'three'.repeat(1_000)])
    expect(run).toMatchObject({ code: 6, stdout: '', stderr: expect.stringMatching(/^error: /) })
    expect(zen.ollama.modelRequests).toHaveLength(sent)
    const kept = await messagesOf('full')
    expect(kept.map(({ text }) => text.length)).toEqual([3_000, 3_010, 3_000, 3_010])
    expect((await zen.run(['chat', '-s', 'full', 'four'])).code).toBe(0)
  })

  it('before the answer is kept: exit code 6 though it was shown, and the question is there', async () => {
    zen.ollama.replyWith(() => 'word '.repeat(4_000))
    const run = await runWithin(8, ['chat', '-s', 'long', 'Tell'])
    expect(run.code).toBe(6)
    expect(run.stdout).toMatch(/^word word/)
    expect(await messagesOf('long')).toMatchObject([{ role: 'user', text: 'Tell' }])
    zen.ollama.replyWith(() => 'again')
    expect((await zen.run(['chat', '-s', 'long', 'And now?'])).code).toBe(0)
  })
})

it('a broken configuration: exit code 3 with its file and place, and nothing runs half-configured', async () => {
  mkdirSync(join(zen.home, '.zen-cli'), { recursive: true })
  writeFileSync(join(zen.home, '.zen-cli/config.json'), '{"models": {"temperature": "hot"}}')
  const run = await zen.run(['chat', 'Hi'])
  expect(run).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('models.temperature') })
  expect(run.stderr).toContain('config.json')
  expect(zen.ollama.modelRequests).toHaveLength(0)
})
