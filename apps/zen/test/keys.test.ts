import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { type FakeCloud, startFakeCloud, startKeyring, waitUntil, withService } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
let key: string
let secret: Record<string, string>
beforeEach(async () => {
  zen = await createZenHome()
  key = `test-${randomBytes(24).toString('hex')}`
  secret = { ENGAWA_KEYRING: 'off', ENGAWA_PASSPHRASE: randomBytes(12).toString('base64') }
})
afterEach(() => zen.close())

const keys = (args: readonly string[], env: Record<string, string> = secret, stdin?: string) =>
  zen.run(['keys', ...args], { env, ...(stdin === undefined ? {} : { stdin }) })

describe('zen keys', () => {
  it('keeps, lists, names and removes a key, and never shows it', async () => {
    const runs = [
      await keys(['set', 'openai'], secret, `${key}\n`),
      await keys(['list']),
      await keys(['which', 'openai']),
      await keys(['which', 'openai', '--json']),
      await keys(['rotate']),
      await keys(['rm', 'openai']),
    ]
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0])
    expect(runs[1]?.stdout).toMatch(/openai .* encrypted in ~\/\.config\/engawa\/keys\.json/)
    expect(runs[2]?.stdout).toBe(`openai: ••••${key.slice(-4)}, encrypted in ~/.config/engawa/keys.json\n`)
    const shown = runs.map(({ stdout, stderr }) => stdout + stderr).join('')
    expect(shown + zen.diskText()).not.toContain(key)
    expect(shown + zen.diskText()).not.toContain(secret.ENGAWA_PASSPHRASE)
    const gone = await keys(['which', 'openai'])
    expect(gone).toMatchObject({ code: 3, stderr: expect.stringMatching(/OPENAI_API_KEY.*\n.*zen keys set openai/) })
  })

  it('answers as its schemas say', async () => {
    const data = async (args: readonly string[], stdin?: string) =>
      (await keys([...args, '--json'], secret, stdin)).json().data
    assertMatchesOutput(cli, 'keys set', await data(['set', 'openai'], key))
    assertMatchesOutput(cli, 'keys set', await data(['set', 'gemini', '--project', 'work'], key))
    assertMatchesOutput(cli, 'keys list', await data(['list']))
    assertMatchesOutput(cli, 'keys which', await data(['which', 'openai']))
    assertMatchesOutput(cli, 'keys rotate', await data(['rotate']))
    assertMatchesOutput(cli, 'keys rm', await data(['rm', 'openai']))
  })

  it('says what covers what', async () => {
    await keys(['set', 'openai'], secret, key)
    await keys(['set', 'openai', '--project', 'work'], secret, key)
    const given = `test-${randomBytes(24).toString('hex')}`
    const run = await keys(['which', 'openai', '--project', 'work'], { ...secret, OPENAI_API_KEY: given })
    expect(run.stdout.split('\n')).toEqual([
      `openai: ••••${given.slice(-4)}, environment: OPENAI_API_KEY`,
      `  shadows: ••••${key.slice(-4)}, encrypted in ~/.config/engawa/keys.json of the project work`,
      `  shadows: ••••${key.slice(-4)}, encrypted in ~/.config/engawa/keys.json`,
      '',
    ])
    const set = await keys(['set', 'openai'], { ...secret, OPENAI_API_KEY: given }, key)
    expect(set.stderr).toContain('environment: OPENAI_API_KEY has a key of openai too, and comes first')
  })

  it('labels plaintext wherever it lists it, and asks for the flag', async () => {
    const env = { ENGAWA_KEYRING: 'off' }
    expect(await keys(['set', 'openai'], env, key)).toMatchObject({ code: 3 })
    expect(zen.diskText()).not.toContain(key)
    const set = await keys(['set', 'openai', '--insecure-storage'], env, key)
    expect(set.stdout).toContain('PLAINTEXT')
    expect((await keys(['list'], env)).stdout).toContain('PLAINTEXT')
    expect((await keys(['which', 'openai'], env)).stdout).toContain('PLAINTEXT')
    const doctor = await zen.run(['doctor', '--json'], { env })
    expect(doctor.json().data.checks).toContainEqual(
      expect.objectContaining({ name: 'keys', status: 'warn', detail: expect.stringContaining('plaintext') }),
    )
    await keys(['rotate'])
    expect(zen.diskText()).not.toContain(key)
    expect(await keys(['set', 'openai', '--insecure-storage'], secret, key)).toMatchObject({ code: 3 })
  })

  it('repeats nothing of a key that was typed into the wrong place', async () => {
    const misplaced = [
      ['set', key],
      ['set', 'openai', key],
      ['set', 'openai', `--key=${key}`],
      ['set', 'openai', '--key', key],
      ['which', key],
      ['set', 'openai', '--project', `../${key}`],
    ]
    for (const args of misplaced) {
      const run = await keys([...args, '--debug'], secret, 'x')
      expect(run.code, args.join(' ')).toBeGreaterThan(0)
      expect(run.stdout + run.stderr + zen.diskText(), args.slice(0, 2).join(' ')).not.toContain(key)
    }
  })

  it('completes providers', async () => {
    const run = await zen.run(['__complete', 'zsh', 'keys', 'which', 'o'])
    expect(run.stdout).toMatch(/ollama[\s\S]*openai/)
  })
})

describe('a stored key', () => {
  let cloud: FakeCloud
  let env: Record<string, string>
  beforeEach(async () => {
    cloud = await startFakeCloud()
    env = { ...secret, OPENAI_BASE_URL: cloud.openaiUrl }
    await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env })
    await keys(['set', 'openai'], env, key)
  })
  afterEach(() => cloud.close())

  const ask = (words: string, more: Record<string, string> = {}, ...args: readonly string[]) =>
    zen.run(['chat', words, '-m', 'openai/gpt-4o-mini', ...args], { env: { ...env, ...more } })

  it('goes to its provider, and nowhere else', async () => {
    expect(await ask('Hello')).toMatchObject({ code: 0, stdout: 'You said: Hello\n', stderr: '' })
    expect(cloud.modelRequests[0]?.headers.authorization).toBe(`Bearer ${key}`)
    await ask(`my key is ${key}`)
    expect(cloud.modelRequests.map(({ bodyText }) => bodyText).join('')).not.toContain(key)
  })

  it('gives way to the environment, and to that of the project', async () => {
    const [given, works] = [1, 2].map(() => `test-${randomBytes(24).toString('hex')}`) as [string, string]
    await keys(['set', 'openai', '--project', 'work'], env, works)
    await ask('one', { ZEN_PROJECT: 'work' })
    await ask('two', { OPENAI_API_KEY: given })
    await ask('three', { ZEN_PROJECT: 'play' })
    expect(cloud.modelRequests.map(({ headers }) => headers.authorization)).toEqual(
      [works, given, key].map((value) => `Bearer ${value}`),
    )
  })

  it('is in no log, no debug dump and no error', async () => {
    cloud.always({ status: { code: 401, error: `bad key ${key}` } })
    const run = await ask('Hello', {}, '--debug', '--log-file', 'dump.log')
    expect(run.code).toBe(3)
    const wrong = await ask('Hello', { ENGAWA_PASSPHRASE: `${secret.ENGAWA_PASSPHRASE}x` }, '--debug')
    expect(wrong).toMatchObject({ code: 3, stderr: expect.stringContaining('the passphrase does not open') })
    const all = run.stdout + run.stderr + wrong.stdout + wrong.stderr + zen.diskText()
    expect(all).not.toContain(key)
    expect(all).not.toContain(secret.ENGAWA_PASSPHRASE)
  })

  it('is not had without the passphrase, and it is said what to do', async () => {
    const run = await zen.run(['chat', 'Hello', '-m', 'openai/gpt-4o-mini'], {
      env: { ENGAWA_KEYRING: 'off', OPENAI_BASE_URL: cloud.openaiUrl },
    })
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('ENGAWA_PASSPHRASE_FILE') })
    expect(cloud.requests).toHaveLength(0)
  })
})

describe('the list of processes', () => {
  let silent: Server
  const sockets: Socket[] = []
  beforeEach(async () => {
    silent = createServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => silent.listen(join(zen.home, 'bus'), resolve))
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await new Promise((resolve) => silent.close(resolve))
  })

  const processes = () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map((pid) => ({ command: fileOf(pid, 'cmdline'), environment: fileOf(pid, 'environ') }))
  const fileOf = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8')
    } catch {
      return ''
    }
  }

  it.runIf(process.platform === 'linux')('shows no key while one is being stored', async () => {
    const bus = `unix:path=${join(zen.home, 'bus')}`
    const env = { ...secret, ENGAWA_KEYRING: '', DBUS_SESSION_BUS_ADDRESS: bus, ENGAWA_KEYRING_LIMIT_MS: '15000' }
    const run = keys(['set', 'openai'], env, key)
    const child = () =>
      processes().filter(({ command, environment }) => command.includes('secret-service') && environment.includes(bus))
    await waitUntil('the keyring is asked', () => child().length > 0)
    const all = processes()
    expect(all.filter(({ command }) => command.includes(key))).toEqual([])
    expect(child().filter(({ environment }) => environment.includes(secret.ENGAWA_PASSPHRASE ?? 'none'))).toEqual([])
    expect(await run).toMatchObject({ code: 3, stderr: expect.stringContaining('does not answer') })
  })
})

withService(describe, 'keyring')('on a desktop', () => {
  it('the bundled program keeps keys in the OS keyring', async () => {
    const keyring = await startKeyring()
    try {
      const env = { ...keyring.env, ENGAWA_KEYRING_LIMIT_MS: '60000' }
      expect((await keys(['set', 'openai'], env, key)).stdout).toBe('The key of openai is kept: OS keyring\n')
      expect((await keys(['which', 'openai'], env)).stdout).toBe(`openai: ••••${key.slice(-4)}, OS keyring\n`)
      expect(zen.diskText()).not.toContain(key)
      const checks = (await zen.run(['doctor', '--json'], { env })).json().data.checks
      expect(checks).toContainEqual(expect.objectContaining({ name: 'keys', status: 'ok' }))
      await keyring.lock()
      expect(await keys(['which', 'openai'], env)).toMatchObject({ code: 3, stderr: expect.stringContaining('locked') })
      const locked = (await zen.run(['doctor', '--json'], { env })).json().data.checks
      expect(locked).toContainEqual(
        expect.objectContaining({ name: 'keys', status: 'warn', remedy: expect.stringContaining('Unlock it') }),
      )
    } finally {
      await keyring.stop()
    }
  })
})
