import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  collectEvents,
  createTempDir,
  type EventCollector,
  type FakeOllama,
  type RabbitmqService,
  runBin,
  startFakeOllama,
  startRabbitmq,
  startServiceProcess,
  startZellij,
  type TempDir,
  waitUntil,
  withService,
  type ZellijService,
} from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Canaries } from './canaries.js'
import { filesBelow, programPath } from './program.js'
import { arrivals, type Call, expectUnderstood, expectWholeTable, sentTo } from './row.js'
import { znavTable } from './znav-table.js'

it('a secret is given to every input of every command of znav', () =>
  expectWholeTable('znav', znavTable, ['events relay', 'hook collect']))

withService(describe, ['rabbitmq', 'zellij'])('a secret given to znav', () => {
  let home: TempDir
  let ollama: FakeOllama
  let broker: RabbitmqService
  let collector: EventCollector
  let zellij: ZellijService
  let env: Readonly<Record<string, string>>
  const canaries = new Canaries()
  const inDotenv = canaries.bare('pane log: .env')

  beforeAll(async () => {
    home = await createTempDir('canary-')
    ollama = await startFakeOllama()
    broker = await startRabbitmq()
    collector = await collectEvents(broker.url)
    zellij = await startZellij()
    env = {
      ...zellij.env,
      PERTH_HOME: join(home.path, 'perth'),
      PERTH_BLOODBANK_URL: broker.url,
      PERTH_DEBUG: '1',
      OLLAMA_HOST: ollama.url,
    }
    writeFileSync(join(home.path, '.env'), `ACME_SECRET=${inDotenv}\n`)
    mkdirSync(join(home.path, 'src'))
    const model = `provider = "local"\nlocal_endpoint = "${ollama.url}"\nmodel = "llama3.2"`
    put({ 'perth/config.toml': `[llm]\n${model}\n`, 'settings.yaml': 'retries: 1\n', '.gitignore': 'perth\n' })
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', ...args], { cwd: home.path })
    git('init', '-q')
    git('add', 'settings.yaml')
    git('commit', '-qm', 'begin')
    const said = canaries.text('pane snapshot: what the model said')
    ollama.replyWith(() => `Raised the retries with ${said}`)
  }, 180_000)
  afterAll(async () => {
    await collector.stop()
    await broker.stop()
    await zellij.stop()
    await ollama.close()
    await home.remove()
  })

  const logText = () => filesBelow(home.path, (path) => path.endsWith('.log'))

  const put = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home.path, name)), { recursive: true })
      writeFileSync(join(home.path, name), text.replaceAll('IN_DOTENV', inDotenv))
    }
  }

  async function drive(call: Call, untilStopped = false): Promise<void> {
    const { args, files = {} } = { ...call, args: call.args.map((word) => word.replace('IN_DOTENV', inDotenv)) }
    put(files)
    await run({ ...call, args }, untilStopped)
    for (const name of Object.keys(files)) rmSync(join(home.path, name), { force: true })
  }

  async function run({ args, ...call }: Call, untilStopped: boolean): Promise<void> {
    const options = { cwd: home.path, env: { ...env, ...call.env } }
    if (untilStopped) {
      const running = startServiceProcess(process.execPath, [programPath('znav'), ...args], options)
      await waitUntil('it has begun', () => /started|tail/.test(running.output()), { explain: running.output })
      await running.stop()
      return
    }
    expectUnderstood(
      { args },
      await runBin(programPath('znav'), args, { ...options, stdin: call.stdin ?? '', timeoutMs: 60_000 }),
    )
  }

  it.each(Object.entries(znavTable))(
    'never leaves, nor is it logged: %s',
    async (path, { calls, untilStopped, local }) => {
      const asked = ollama.requests.length
      for (const call of calls(canaries)) await drive(call, untilStopped)
      await drive({ args: ['events', 'flush'] })
      const places = {
        'the broker': JSON.stringify(collector.events),
        'the log': logText(),
        'the model': sentTo(ollama),
      }
      expect(arrivals(canaries, places, path)).toEqual([])
      if (local) expect(ollama.requests.length, 'a model was asked').toBe(asked)
    },
    120_000,
  )

  it('was there: the words around it arrived at the broker, and the log was written', async () => {
    // Three of the milestones, one for each shape that a secret has, and that of a model.
    await collector.waitFor(14)
    const arrived = JSON.stringify(collector.events)
    for (const word of ['heron', 'egret', 'bittern mysql --password ‹secret:', 'Uses .env: ‹secret:', 'src/auth.ts']) {
      expect(arrived).toContain(word)
    }
    expect(arrived).toContain('Raised the retries with it is ‹secret:')
    const asked = ollama.modelRequests.map(({ bodyText }) => bodyText).join('\n')
    for (const word of ['echo plover', 'echo ‹secret:', '+retries: 3', 'notes-‹secret:', 'mysql --password ‹secret:']) {
      expect(asked).toContain(word)
    }
    expect(asked).toContain('Raised the retries with it is ‹secret:')
    expect(logText()).toContain('pane log')
    expect(arrivals(canaries, { 'the broker': arrived }, 'pane log')).toEqual([])
  })
})
