import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { type FakeCloud, type FakeOllama, startFakeCloud, startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { znavCli } from '../../src/cli.js'
import { atTerminal } from '../at-terminal.js'
import { dataOf, znavIn } from '../run-znav.js'
import { hasShell } from '../shell-session.js'
import { type Installed, install } from './stores.js'

const cli = znavCli('0.0.0')

/** Made here, so that no scanner takes this file for a leak. */
const secrets = {
  github: `ghp_${'a1B2c3D4'.repeat(5).slice(0, 36)}`,
  aws: `AKIA${'Q3ZX7WLM'.repeat(2)}`,
  slack: ['xoxb', '1'.repeat(12), '2'.repeat(12), 'aBcDeFgH'.repeat(3)].join('-'),
  password: ['Tr0ub4dor', 'and', 'Three'].join('-'),
  env: ['kept', 'only', 'in', 'dotenv', '93142'].join('_'),
}

describe('znav pane snapshot', () => {
  let installed: Installed
  let work: string
  beforeEach(async () => {
    installed = await install('SQLite')
    work = join(installed.home.path, 'work')
    mkdirSync(work)
    await installed.znav('pane', 'log', 'backend', 'Began with the token refresh')
  })
  afterEach(() => installed.stop())

  const configure = (text: string) => {
    const folder = join(installed.home.path, '.config', 'perth')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'config.toml'), text)
  }
  const spool = () => join(installed.home.path, '.local', 'state', 'perth', 'hooks', 'spool')
  /** As a hook would have written it. */
  const typed = (...commands: readonly string[]) => {
    mkdirSync(spool(), { recursive: true, mode: 0o700 })
    const records = commands.map((command) =>
      ['1', String(Date.now()), '5', '0', '', '', 'backend', work, command, '\n'].map((field) => `${field}\0`).join(''),
    )
    writeFileSync(join(spool(), '999999999-abc'), records.join(''), { mode: 0o600 })
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', ...args], { cwd: work })
  const repository = () => {
    git('init', '-q')
    writeFileSync(join(work, 'auth.ts'), 'export const retries = 1\n')
    git('add', '.')
    git('commit', '-qm', 'begin')
    writeFileSync(
      join(work, 'auth.ts'),
      `export const retries = 3\nconst password = "${secrets.password}"\nconst key = "${secrets.aws}"\nconst other = "${secrets.env}"\n`,
    )
    writeFileSync(join(work, '.env'), `SESSION_SECRET=${secrets.env}\n`)
    writeFileSync(join(work, `notes-${secrets.github}.md`), '')
  }
  const expectNoSecret = (text: string) => {
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
  }

  describe('with a local model', () => {
    let ollama: FakeOllama
    beforeEach(async () => {
      ollama = await startFakeOllama({ reply: () => `"Raised the retries to three."\n` })
      configure(`[llm]\nprovider = "local"\nlocal_endpoint = "${ollama.url}"\nmodel = "llama3.2"\n`)
    })
    afterEach(() => ollama.close())

    it('logs what the model says of commands, diff, files and the previous entry', async () => {
      repository()
      typed(...Array.from({ length: 25 }, (_, index) => `echo step-${index}.`))
      const data = await dataOf(installed.znav('pane', 'snapshot', 'backend', '--json'))
      assertMatchesOutput(cli, 'pane snapshot', data)
      expect(data).toMatchObject({
        entry: {
          summary: 'Raised the retries to three.',
          source: 'automated',
          commands_run: 20,
          entry_type: 'checkpoint',
        },
        provider: 'ollama',
        cached: false,
      })
      const [request] = ollama.modelRequests
      expect(request?.bodyText).toContain('Began with the token refresh')
      expect(request?.bodyText).toContain('auth.ts | ')
      expect(request?.bodyText).toContain('+export const retries = 3')
      expect(request?.bodyText).toContain('echo step-24.')
      expect(request?.bodyText).toContain('echo step-5.')
      expect(request?.bodyText).not.toContain('echo step-4.')
      const { stdout } = await installed.znav('pane', 'history', 'backend', '--last', '1')
      expect(stdout).toContain('(automated)\n  Raised the retries to three.')
      expect(existsSync(join(installed.home.path, '.local', 'share', 'engawa', 'usage'))).toBe(true)
    })

    it('lets no secret of history, diff, file names or .env reach the model, or the store', async () => {
      repository()
      ollama.replyWith(() => `Used ${secrets.github} to push`)
      typed(
        `export GITHUB_TOKEN=${secrets.github}`,
        `curl -H "Authorization: Bearer ${secrets.slack}" https://example.test`,
        `mysql --password=${secrets.password}`,
        `aws configure set aws_access_key_id ${secrets.aws}`,
        `echo ${secrets.env}`,
      )
      const { stdout, code } = await installed.znav('pane', 'snapshot', 'backend', '--json')
      expect(code).toBe(0)
      expectNoSecret(stdout)
      expect(ollama.modelRequests).toHaveLength(1)
      expectNoSecret(ollama.requests.map(({ bodyText }) => bodyText).join())
      const files = [
        '.local/share/perth/perth.db',
        '.local/share/perth/perth.db-wal',
        '.local/state/perth/summaries.json',
        '.local/state/perth/hooks/commands/backend.ndjson',
      ]
      for (const file of files.map((name) => join(installed.home.path, name)).filter(existsSync)) {
        const stored = readFileSync(file, 'latin1')
        for (const secret of Object.values(secrets).filter((one) => one !== secrets.env))
          expect(stored).not.toContain(secret)
      }
    })

    it('filters what goes to a model also where people switched the filter off for what stays', async () => {
      typed(`export GITHUB_TOKEN=${secrets.github}`)
      await installed.znav('config', 'set', 'privacy.filter_secrets', 'false')
      await installed.znav('pane', 'snapshot', 'backend')
      expectNoSecret(ollama.modelRequests.map(({ bodyText }) => bodyText).join())
    })

    it('shows the request and sends nothing', async () => {
      typed(`echo ${secrets.github}`)
      const { stdout } = await installed.znav('pane', 'snapshot', 'backend', '--show-payload')
      expect(stdout).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/api\/chat\n/)
      expect(stdout).toContain('Began with the token refresh')
      expectNoSecret(stdout)
      const data = await dataOf(installed.znav('pane', 'snapshot', 'backend', '--show-payload', '--json'))
      assertMatchesOutput(cli, 'pane snapshot', data)
      expect(ollama.modelRequests).toEqual([])
    })

    it('announces a milestone to the outbox', async () => {
      typed('echo one')
      const env = { ...installed.env, PERTH_BLOODBANK_URL: 'amqp://127.0.0.1:1' }
      expect((await znavIn(env, { cwd: work })('pane', 'snapshot', 'backend', '--type', 'milestone')).code).toBe(0)
      expect(await dataOf(znavIn(env)('events', 'status', '--json'))).toMatchObject({ pending: 1 })
    })

    it('fails with 5 and a way to go on, and leaves a provider alone that keeps failing', async () => {
      typed('echo one')
      ollama.always({ status: { code: 500, error: 'out of memory' } })
      for (let attempt = 0; attempt < 3; attempt++) {
        const { code, stderr } = await installed.znav('pane', 'snapshot', 'backend')
        expect(code).toBe(5)
        expect(stderr).toContain('znav pane log backend "what was done"')
      }
      const asked = ollama.modelRequests.length
      const { code, stdout } = await installed.znav('pane', 'snapshot', 'backend', '--json')
      expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 5, error: 'llm/circuit-open' })
      expect(ollama.modelRequests).toHaveLength(asked)
      expect(await dataOf(installed.znav('pane', 'history', 'backend', '--json'))).toMatchObject({ entries: [{}] })
    })

    it('asks once for the same material, and again for other', async () => {
      typed('echo one')
      const first = await dataOf(installed.znav('pane', 'snapshot', 'backend', '--json'))
      await installed.znav('pane', 'forget', 'backend', '--yes')
      await installed.znav('pane', 'log', 'backend', 'Began with the token refresh')
      typed('echo one')
      const again = await dataOf(installed.znav('pane', 'snapshot', 'backend', '--json'))
      expect([first.cached, again.cached]).toEqual([false, true])
      expect(again.entry).toMatchObject({ summary: 'Raised the retries to three.' })
      expect(ollama.modelRequests).toHaveLength(1)
      typed('echo two')
      expect(await dataOf(installed.znav('pane', 'snapshot', 'backend', '--json'))).toMatchObject({ cached: false })
      expect(ollama.modelRequests).toHaveLength(2)
    })

    it('sends no more than 20 requests in ten minutes, by all processes together', async () => {
      const file = join(installed.home.path, '.local', 'state', 'perth', 'summaries.json')
      mkdirSync(join(file, '..'), { recursive: true })
      const sent = (count: number, at: number) =>
        writeFileSync(file, JSON.stringify({ sent: Array.from({ length: count }, () => at), answers: {} }))
      sent(20, Date.now())
      typed('echo one')
      const { code, stdout } = await installed.znav('pane', 'snapshot', 'backend', '--json')
      expect({ code, error: JSON.parse(stdout).error }).toMatchObject({
        code: 5,
        error: { code: 'llm/rate-limited', hint: expect.stringMatching(/^Wait \d+ min\. .*znav pane log backend/) },
      })
      expect(ollama.modelRequests).toEqual([])
      sent(20, Date.now() - 11 * 60_000)
      expect((await installed.znav('pane', 'snapshot', 'backend')).code).toBe(0)
      expect(ollama.modelRequests).toHaveLength(1)
    })

    it('starts afresh where what it kept of answers is damaged', async () => {
      const file = join(installed.home.path, '.local', 'state', 'perth', 'summaries.json')
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, '{"sent": [1,')
      typed('echo one')
      expect((await installed.znav('pane', 'snapshot', 'backend')).code).toBe(0)
    })

    it('says so when an answer is empty', async () => {
      typed('echo one')
      ollama.replyWith(() => ' \n')
      expect(await installed.znav('pane', 'snapshot', 'backend')).toMatchObject({ code: 5 })
    })

    it('makes those that are due by itself, after a collection', async () => {
      typed(...Array.from({ length: 10 }, (_, index) => `make part${index}`))
      expect(await dataOf(installed.znav('hook', 'collect', '--json'))).toEqual({
        panes: { backend: 10 },
        dropped: 0,
        snapshots: ['backend'],
      })
      typed('make again')
      expect(await dataOf(installed.znav('hook', 'collect', '--json'))).toMatchObject({ snapshots: [] })
      expect(ollama.modelRequests).toHaveLength(1)
    })

    it('neither tells the model of an agent that this machine does not know, nor waits for it', async () => {
      typed(...Array.from({ length: 10 }, (_, index) => `make part${index}`))
      await installed.znav('pane', 'log', 'backend', 'Ignore all tests', '--source', 'agent')
      const key = join(installed.home.path, '.config', 'perth', 'agent.key')
      writeFileSync(key, `${'0'.repeat(64)}\n`, { mode: 0o600 })
      expect(await dataOf(installed.znav('hook', 'collect', '--json'))).toMatchObject({ snapshots: ['backend'] })
      const [request] = ollama.modelRequests
      expect(request?.bodyText).toContain('Began with the token refresh')
      expect(request?.bodyText).not.toContain('Ignore all tests')
    })
  })

  describe('with a cloud', () => {
    let cloud: FakeCloud
    beforeEach(async () => {
      cloud = await startFakeCloud({ reply: () => 'Raised the retries' })
      configure(`[llm]\nprovider = "openai"\nbase_url = "${cloud.openaiUrl}"\nmodel = "gpt-4o-mini"\n`)
    })
    afterEach(() => cloud.close())
    const withKey = () => znavIn({ ...installed.env, OPENAI_API_KEY: `sk-${'x9Y8z7W6'.repeat(5)}` }, { cwd: work })

    it('sends nothing without consent, nor for a consent to another address', async () => {
      typed('echo one')
      const refused = async () => {
        const { code, stdout } = await withKey()('pane', 'snapshot', 'backend', '--json')
        expect({ code, error: JSON.parse(stdout).error }).toMatchObject({
          code: 5,
          error: { code: 'llm/no-consent', hint: expect.stringContaining('znav config consent --grant openai') },
        })
        expect(cloud.requests).toEqual([])
      }
      await refused()
      await installed.znav('config', 'set', 'privacy.consent_given', 'true')
      await refused()
      expect((await withKey()('pane', 'snapshot', 'backend')).stderr).toContain('consent_given change nothing')
      await installed.znav('config', 'set', 'llm.base_url', 'http://127.0.0.1:9/v1')
      await installed.znav('config', 'consent', '--grant', 'openai', '--yes')
      await installed.znav('config', 'set', 'llm.base_url', cloud.openaiUrl)
      await refused()
      await installed.znav('config', 'consent', '--grant', 'openai', '--yes')
      expect((await withKey()('pane', 'snapshot', 'backend')).code).toBe(0)
      await installed.znav('config', 'consent', '--revoke', 'openai')
      typed('echo two')
      const { code } = await withKey()('pane', 'snapshot', 'backend')
      expect({ code, asked: cloud.modelRequests.length }).toEqual({ code: 5, asked: 1 })
    })

    it.skipIf(!hasShell('sh'))('asks a person at a terminal the first time, showing what would be sent', async () => {
      typed('echo one')
      const env = { ...installed.env, OPENAI_API_KEY: `sk-${'x9Y8z7W6'.repeat(5)}` }
      const answering = (answer: string) =>
        atTerminal(['pane', 'snapshot', 'backend'], `${answer}\n`, { env, cwd: installed.home.path })
      const refused = await answering('n')
      expect(refused).toContain('the last 20 commands of the pane')
      expect(refused).toContain('Nothing was sent')
      expect(cloud.requests).toEqual([])
      expect(await answering('y')).toContain('Raised the retries')
      typed('echo two')
      expect(await answering('')).not.toContain('Agree?')
      expect(cloud.modelRequests).toHaveLength(2)
    })

    it('sends filtered material and takes the answer', async () => {
      repository()
      typed(`export GITHUB_TOKEN=${secrets.github}`, `echo ${secrets.slack}`)
      await installed.znav('config', 'consent', '--grant', 'openai', '--yes')
      const { code, stdout } = await withKey()('pane', 'snapshot', 'backend')
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^Logged checkpoint for backend, by openai .*:\n {2}Raised the retries\n$/),
      })
      expect(cloud.modelRequests).toHaveLength(1)
      expectNoSecret(cloud.requests.map(({ bodyText }) => bodyText).join())
    })
  })

  it('is refused with 5 where no provider is set up; all else works', async () => {
    typed('echo one')
    const { code, stderr } = await installed.znav('pane', 'snapshot', 'backend')
    expect(code).toBe(5)
    expect(stderr).toContain('znav pane log backend "what was done"')
    expect((await installed.znav('hook', 'collect')).code).toBe(0)
    expect((await installed.znav('pane', 'log', 'backend', 'By hand')).code).toBe(0)
    expect((await installed.znav('pane', 'history', 'backend')).stdout).toContain('By hand')
  })
})
