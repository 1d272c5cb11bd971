import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { type FakeCloud, startFakeCloud, startRedis, withService } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

async function data(path: string, ...args: readonly string[]) {
  const run = await zen.run([...path.split(' '), ...args, '--json'])
  expect(run).toMatchObject({ code: 0 })
  const { data } = run.json()
  assertMatchesOutput(cli, path, data)
  return data
}
const namesOf = async (...args: readonly string[]) =>
  ((await data('session list', ...args)).sessions as { session: string }[]).map(({ session }) => session)
const modelAsked = () => (zen.ollama.modelRequests.at(-1)?.body as { model: string } | undefined)?.model

describe('zen project', () => {
  it('gives a project settings and conversations of its own, and inherits the rest', async () => {
    zen.config({ models: { temperature: 0.5 } })
    await data('project create', 'client', 'Work', '--set', 'models.default=ollama/qwen3')
    await data('project create', 'play')
    await zen.run(['chat', '-s', 'a', 'hello', '--project', 'client'])
    expect(modelAsked()).toMatch(/^qwen3/)
    expect(zen.ollama.modelRequests.at(-1)?.body).toMatchObject({ options: { temperature: 0.5 } })
    await zen.run(['chat', '-s', 'b', 'hello', '--project', 'play'])
    expect(modelAsked()).not.toMatch(/^qwen3/)
    expect(await namesOf('--project', 'client')).toEqual(['a'])
    expect(await namesOf('--project', 'play')).toEqual(['b'])
    expect(await namesOf()).toEqual([])
    await data('project switch', 'client')
    expect(await namesOf()).toEqual(['a'])
    expect(await data('project list')).toMatchObject({
      current: 'client',
      projects: [{ project: 'client', current: true }, { project: 'play' }],
    })
    expect(await data('project show')).toMatchObject({ project: 'client', sessions: 1, messages: 2, keys: [] })
    await data('project switch', '--none')
    expect(await namesOf()).toEqual([])
  }, 120_000)

  it('honours global options in every position, and lets the environment come before the file', async () => {
    await data('project create', 'client', '--set', 'models.default=ollama/qwen3')
    for (const args of [
      ['--project', 'client', 'chat', '-s', 'p', 'one'],
      ['chat', '--project', 'client', '-s', 'p', 'two'],
      ['chat', '-s', 'p', 'three', '--project=client'],
    ]) {
      expect(await zen.run(args)).toMatchObject({ code: 0 })
    }
    expect(await data('session show', 'p', '--project', 'client')).toMatchObject({ message_count: 6 })
    expect((await zen.run(['session', '--project', 'client', 'list'])).stdout).toContain('p ')
    await zen.run(['chat', 'hi', '--project', 'client'], { env: { ZEN_MODEL: 'ollama/llama3.2' } })
    expect(modelAsked()).toMatch(/^llama3\.2/)
    expect((await zen.run(['--memory', 'chat', 'a whisper'])).code).toBe(0)
    expect(zen.diskText()).not.toContain('whisper')
    expect((await zen.run(['--storage', 'sqlite', 'chat', '-s', 'q', 'hi'])).code).toBe(0)
    expect(await namesOf('--storage', 'sqlite')).toEqual(['q'])
  }, 120_000)

  it('says what goes, asks, and leaves a way back', async () => {
    await data('project create', 'client', 'Work', '--set', 'models.default=ollama/qwen3')
    await zen.run(['chat', '-s', 'a', 'precious', '--project', 'client'])
    await zen.run(['chat', '-s', 'mine', 'stays'])
    await data('project switch', 'client')
    const asked = await zen.run(['project', 'delete', 'client'])
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringMatching(/1 conversations with 2 messages.*--yes/s) })
    const gone = await data('project delete', 'client', '--yes')
    expect(gone).toMatchObject({ sessions: 1, messages: 2 })
    expect(await namesOf()).toEqual(['mine'])
    expect(await namesOf('--project', 'client')).toEqual([])
    expect((await zen.run(['project', 'import', String(gone.backup)])).stderr).toContain('--yes')
    await data('project import', String(gone.backup), '--as', 'again', '--yes')
    expect(await data('session show', 'a', '--project', 'again')).toMatchObject({ message_count: 2 })
    expect(await data('project show', 'again')).toMatchObject({
      settings: { description: 'Work', models: { default: 'ollama/qwen3' } },
    })
  }, 120_000)

  it('refuses what is wrong, and then creates nothing', async () => {
    expect((await zen.run(['project', 'create', '../x'])).code).not.toBe(0)
    expect((await zen.run(['project', 'create', 'a', '--set', 'storage.type=tape'])).code).toBe(3)
    expect((await data('project list')).projects).toEqual([])
    expect((await zen.run(['project', 'switch', 'nowhere'])).code).toBe(2)
    await data('project create', 'a')
    expect((await zen.run(['project', 'create', 'a'])).code).toBe(2)
    expect((await zen.run(['project', 'edit', 'a'])).code).toBe(2)
    await data('project edit', 'a', '--set', 'models.temperature=0.3', '--description', 'new')
    expect(await data('project edit', 'a', '--unset', 'models.temperature')).toMatchObject({
      settings: { description: 'new' },
    })
    expect((await zen.run(['project', 'import', join(zen.home, '.zen-cli/config.json'), '--yes'])).code).toBe(2)
  }, 120_000)

  it('shows no password, and exports none', async () => {
    const password = randomBytes(9).toString('hex')
    await data(
      'project create',
      'p',
      '--set',
      'storage.type=redis',
      `storage.redis_url=redis://me:${password}@127.0.0.1:1`,
      'storage.fallback=memory',
    )
    for (const args of [
      ['config', 'show'],
      ['project', 'show', 'p'],
      ['project', 'export', 'p'],
      ['project', 'edit', 'p', '--description', 'x', '--json'],
    ]) {
      const run = await zen.run(args)
      expect(run.stdout + run.stderr).not.toContain(password)
    }
  }, 120_000)
})

describe('.zen.json', () => {
  it('chooses a model only once its person agreed, and asks again when it chooses another', async () => {
    const file = join(zen.home, '.zen.json')
    writeFileSync(file, JSON.stringify({ models: { default: 'ollama/qwen3', temperature: 0.2 } }))
    const first = await zen.run(['chat', 'hi'])
    expect(first.stderr).toContain('waits for your agreement (zen project trust)')
    expect(modelAsked()).not.toMatch(/^qwen3/)
    expect((await zen.run(['project', 'trust'])).stderr).toContain('--yes')
    expect(await data('project trust', '--yes')).toMatchObject({
      agreed: true,
      choices: { models: { default: 'ollama/qwen3' } },
    })
    expect((await zen.run(['chat', 'hi'])).stderr).toBe('')
    expect(modelAsked()).toMatch(/^qwen3/)
    // The temperature was never the person's own to choose.
    writeFileSync(file, JSON.stringify({ models: { temperature: 0.9, default: 'ollama/qwen3' } }))
    expect((await zen.run(['chat', 'hi'])).stderr).toBe('')
    writeFileSync(file, JSON.stringify({ models: { default: 'ollama/llama3.2' }, storage: { type: 'sqlite' } }))
    expect((await zen.run(['chat', 'hi'])).stderr).toContain('"storage.type" is ignored')
    await data('project trust', '--yes')
    await data('project trust', '--revoke')
    expect((await zen.run(['chat', 'hi'])).stderr).toContain('waits for your agreement')
  }, 120_000)

  it('names the project of its folder and of those below, once agreed to', async () => {
    await data('project create', 'client')
    writeFileSync(join(zen.home, '.zen.json'), JSON.stringify({ current_project: 'client' }))
    await data('project trust', '--yes')
    mkdirSync(join(zen.home, 'deep/below'), { recursive: true })
    await zen.run(['chat', '-s', 'x', 'hi'], { cwd: join(zen.home, 'deep/below') })
    expect(await namesOf('--project', 'client')).toEqual(['x'])
    expect(await namesOf('--project', 'other')).toEqual([])
  }, 120_000)
})

withService(describe, 'redis')('two projects side by side', () => {
  it('share nothing: not Redis, not keys, not models', async () => {
    const cloud: FakeCloud = await startFakeCloud()
    const [one, two] = await Promise.all([startRedis(), startRedis()])
    try {
      const env = {
        ENGAWA_KEYRING: 'off',
        ENGAWA_PASSPHRASE: randomBytes(12).toString('base64'),
        OPENAI_BASE_URL: cloud.openaiUrl,
      }
      const keys = { red: `test-${randomBytes(24).toString('hex')}`, blue: `test-${randomBytes(24).toString('hex')}` }
      const ports = { red: one.port, blue: two.port }
      const models = { red: 'openai/gpt-4.1', blue: 'openai/gpt-4.1-mini' }
      await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env })
      for (const name of ['red', 'blue'] as const) {
        const set = [
          `models.default=${models[name]}`,
          'storage.type=redis',
          `storage.redis_port=${ports[name]}`,
          `storage.redis_key_prefix=${zen.home}:`,
        ]
        expect(await zen.run(['project', 'create', name, '--set', ...set], { env })).toMatchObject({ code: 0 })
        expect(
          await zen.run(['keys', 'set', 'openai', '--project', name, '--store', 'file'], { env, stdin: keys[name] }),
        ).toMatchObject({ code: 0 })
      }
      const names = ['red', 'blue'] as const
      const runs = await Promise.all(
        Array.from({ length: 4 }, (_, at) => names[at % 2] ?? 'red').map((name, at) =>
          zen.run(['chat', '-s', 'same', `${name} ${at}`, '--project', name, '--json'], { env }),
        ),
      )
      for (const run of runs) expect(run).toMatchObject({ code: 0 })
      for (const name of names) {
        const { data } = (await zen.run(['session', 'show', 'same', '--project', name, '--json'], { env })).json()
        const texts = (data.messages as { text: string }[]).map(({ text }) => text)
        expect(texts).toHaveLength(4)
        expect(texts.every((text) => text.includes(name))).toBe(true)
        const asked = cloud.modelRequests.filter(({ bodyText }) => bodyText.includes(`${name} `))
        expect(asked).toHaveLength(2)
        for (const { headers, body } of asked) {
          expect(headers.authorization).toBe(`Bearer ${keys[name]}`)
          expect((body as { model: string }).model).toBe(models[name].replace('openai/', ''))
        }
      }
      const shown = (await zen.run(['project', 'show', 'red', '--json'], { env })).json().data
      expect(shown).toMatchObject({
        sessions: 1,
        messages: 4,
        keys: ['openai'],
        location: expect.stringContaining(String(one.port)),
      })
      // One goes with all that is its own; the other doesn't notice.
      expect((await zen.run(['project', 'delete', 'red', '--yes'], { env })).code).toBe(0)
      expect((await zen.run(['keys', 'list'], { env })).stdout).toContain('blue')
      expect((await zen.run(['keys', 'list'], { env })).stdout).not.toContain('red')
      expect(
        (await zen.run(['session', 'show', 'same', '--project', 'blue', '--json'], { env })).json().data,
      ).toMatchObject({ message_count: 4 })
      expect(readdirSync(join(zen.home, '.zen-cli/deleted-projects'))).toHaveLength(1)
    } finally {
      await Promise.all([cloud.close(), one.stop(), two.stop()])
    }
  }, 180_000)
})
