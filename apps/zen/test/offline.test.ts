import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBin } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

const bin = join(dirname(fileURLToPath(import.meta.url)), '../dist/zen.cjs')

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

/** An address that is kept for documentation: nobody answers there, and a packet to it would be seen. */
const elsewhere = 'http://192.0.2.1:9/v1'
const cloud = () => ({ OPENAI_API_KEY: `test-${randomBytes(24).toString('hex')}`, OPENAI_BASE_URL: elsewhere })
const refused = { code: 4, stdout: '', stderr: expect.stringContaining('--offline keeps zen on this machine') }

describe('--offline', () => {
  it('asks the local model as ever, wherever the option stands', async () => {
    expect(await zen.run(['--offline', 'chat', 'Hello'])).toMatchObject({ code: 0, stdout: 'You said: Hello\n' })
  })

  it('refuses a model in a cloud, also one behind the local server, before it is asked or kept', async () => {
    const model = ['-m', 'openai/gpt-4o-mini', '-s', 'away']
    await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env: cloud() })
    expect(await zen.run(['chat', 'Hello', ...model, '--offline'], { env: cloud() })).toMatchObject(refused)
    expect(await zen.run(['chat', 'Hello', '-m', 'ollama/gpt-oss:120b-cloud', '--offline'])).toMatchObject(refused)
    expect((await zen.run(['session', 'show', 'away'])).code).toBe(2)
  })

  it('refuses a page from elsewhere, a name that would have to be looked up, and znav, which may keep its panes anywhere', async () => {
    for (const page of ['http://192.0.2.1/notes', 'http://example.invalid/notes']) {
      expect(await zen.run(['chat', 'Sum up', '-f', page, '--offline'])).toMatchObject(refused)
    }
    expect(await zen.run(['chat', 'Hello', '--pane', 'backend', '--offline'])).toMatchObject(refused)
    expect(zen.ollama.modelRequests).toHaveLength(0)
  })

  it('refuses the same to everything that asks a model, not to chat alone', async () => {
    await zen.run(['chat', 'Hello', '-s', 'long'])
    const asked = zen.ollama.modelRequests.length
    mkdirSync(join(zen.home, '.zen-cli/tools'), { recursive: true })
    writeFileSync(join(zen.home, '.zen-cli/tools/sum.md'), 'Sum up.\n')
    writeFileSync(join(zen.home, 'a.ts'), 'const a = 1\n')
    // The server is this machine's, and passes what it is asked on to a cloud.
    const cloudModel = 'ollama/gpt-oss:120b-cloud'
    for (const args of [
      ['codereview', '-f', 'a.ts', '-m', cloudModel],
      ['analyze', 'Look', '-f', 'a.ts', '-m', cloudModel],
      ['consensus', 'Tabs?', '--models', 'llama3.2', cloudModel],
      ['do', 'Review a.ts for bugs', '--yes', '-m', cloudModel],
      ['tool', 'run', 'sum', 'this', '-m', cloudModel],
      ['session', 'compact', 'long', '-m', cloudModel],
    ]) {
      const refusal = { ...refused, stderr: expect.stringContaining('gpt-oss:120b-cloud of ollama is not on it') }
      expect({ args, ...(await zen.run([...args, '--offline'])) }).toMatchObject({ args, ...refusal })
    }
    const page = ['-f', 'http://example.invalid/notes', '--offline']
    expect(await zen.run(['analyze', 'Look', ...page])).toMatchObject(refused)
    expect(zen.ollama.modelRequests).toHaveLength(asked)
  })

  it('takes a Redis elsewhere for one that is away: what is said is kept here', async () => {
    zen.config({ storage: { type: 'redis', redis_url: 'redis://192.0.2.1:6379' } })
    const run = await zen.run(['chat', 'Hello', '--offline'])
    expect(run).toMatchObject({ code: 0, stdout: 'You said: Hello\n', stderr: expect.stringMatching(/redis/i) })
  })
})

const canTrace = spawnSync('strace', ['-o', '/dev/null', process.execPath, '-e', '0']).status === 0
const traced = canTrace
  ? describe
  : (name: string, body: () => void) => describe.skip(`${name} [no strace: not on PATH, or not allowed here]`, body)

traced('--offline, seen from the kernel', () => {
  /** The addresses that a run of zen opens sockets or sends packets to, names looked up included. */
  async function addressesOf(args: readonly string[], env: Record<string, string>): Promise<readonly string[]> {
    const trace = join(zen.home, 'trace')
    const calls = 'trace=connect,sendto,sendmsg,sendmmsg,bind'
    const launcher = ['-f', '-qq', '-s', '200', '-o', trace, '-e', calls, process.execPath, bin]
    await runBin('strace', [...launcher, ...args], {
      cwd: zen.home,
      env: { HOME: zen.home, OLLAMA_HOST: zen.ollama.url, ...env },
      timeoutMs: 120_000,
    })
    const found = readFileSync(trace, 'utf8').matchAll(/inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g)
    return [...new Set([...found].map(([, v4, v6]) => v4 ?? v6 ?? ''))]
  }

  it('opens no socket but to this machine, whatever is configured', async () => {
    await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env: cloud() })
    writeFileSync(join(zen.home, 'a.txt'), 'text')
    const env = { ...cloud(), HTTPS_PROXY: 'http://192.0.2.1:3128', http_proxy: 'http://192.0.2.1:3128' }
    const loopback = /^(127\.|::1$)/
    const chat = await addressesOf(['chat', 'Hello', '-f', 'a.txt', '--offline'], env)
    // What is opened is seen.
    expect(chat).toContain('127.0.0.1')
    for (const args of [
      ['chat', 'Hello', '-f', 'http://example.invalid/x', '--offline'],
      ['chat', 'Hello', '-m', 'openai/gpt-4o-mini', '--offline'],
      ['models', '--offline'],
      ['analyze', 'Look', '-f', 'http://example.invalid/x', '--offline'],
      ['codereview', '-f', 'a.txt', '-m', 'openai/gpt-4o-mini', '--offline'],
    ]) {
      const away = (await addressesOf(args, env)).filter((address) => !loopback.test(address))
      expect({ args, away }).toEqual({ args, away: [] })
    }
    expect(chat.filter((address) => !loopback.test(address))).toEqual([])
  })
})
