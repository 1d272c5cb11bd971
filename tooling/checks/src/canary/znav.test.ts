import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
  expectWholeTable('znav', znavTable, ['events relay']))

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
  }, 180_000)
  afterAll(async () => {
    await collector.stop()
    await broker.stop()
    await zellij.stop()
    await ollama.close()
    await home.remove()
  })

  const logText = () => filesBelow(home.path, (path) => path.endsWith('.log'))

  async function drive(call: Call, untilStopped = false): Promise<void> {
    const args = call.args.map((word) => word.replace('IN_DOTENV', inDotenv))
    const options = { cwd: home.path, env: { ...env, ...call.env } }
    if (untilStopped) {
      const running = startServiceProcess(process.execPath, [programPath('znav'), ...args], options)
      await waitUntil('it has begun', () => /started|tail/.test(running.output()), { explain: running.output })
      await running.stop()
      return
    }
    expectUnderstood(
      call,
      await runBin(programPath('znav'), args, { ...options, stdin: call.stdin ?? '', timeoutMs: 60_000 }),
    )
  }

  it.each(Object.entries(znavTable))(
    'never leaves, nor is it logged: %s',
    async (path, { calls, untilStopped }) => {
      for (const call of calls(canaries)) await drive(call, untilStopped)
      await drive({ args: ['events', 'flush'] })
      const places = {
        'the broker': JSON.stringify(collector.events),
        'the log': logText(),
        'the model': sentTo(ollama),
      }
      expect(arrivals(canaries, places, path)).toEqual([])
      expect(ollama.requests, 'a model was asked').toEqual([])
    },
    120_000,
  )

  it('was there: the words around it arrived at the broker, and the log was written', async () => {
    // Two of the milestones, and one for each shape that a secret has.
    await collector.waitFor(13)
    const arrived = JSON.stringify(collector.events)
    for (const word of ['heron', 'egret', 'bittern mysql --password ‹secret:', 'Uses .env: ‹secret:', 'src/auth.ts']) {
      expect(arrived).toContain(word)
    }
    expect(logText()).toContain('pane log')
    expect(arrivals(canaries, { 'the broker': arrived }, 'pane log')).toEqual([])
  })
})
