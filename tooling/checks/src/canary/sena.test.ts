import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSenaClient, type SenaClient } from '@engawa/sena-client'
import * as schemas from '@engawa/sena-client/schemas'
import { openSqlite } from '@engawa/storage/sqlite'
import {
  createTempDir,
  type FakeOllama,
  runBin,
  type ServiceProcess,
  startFakeOllama,
  startServiceProcess,
  type TempDir,
  waitUntil,
} from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Canaries } from './canaries.js'
import { filesBelow, programPath } from './program.js'
import { arrivals, expectUnderstood, sentTo } from './row.js'
import { senaCalls, senaFields, senaTable } from './sena-table.js'

let folder: TempDir
let home: string
let ollama: FakeOllama
let env: Readonly<Record<string, string>>
const canaries = new Canaries()
const inDotenv = canaries.bare('chat.send: .env')

beforeAll(async () => {
  folder = await createTempDir('canary-')
  home = join(folder.path, canaries.token('chat.send: output of an extension'))
  mkdirSync(home)
  writeFileSync(join(home, '.env'), `ACME_SECRET=${inDotenv}\n`)
  ollama = await startFakeOllama()
  env = { HOME: home, SENA_HOME: home, OLLAMA_HOST: ollama.url }
  const said = canaries.text('chat.send: what the model said')
  ollama.replyWith(({ lastUserText }) => (lastUserText.includes('heron') ? `Take ${said}` : 'Yes.'))
})
afterAll(async () => {
  await ollama.close()
  await folder.remove()
})

const places = (output: string) => ({
  'the model': sentTo(ollama),
  'the log': filesBelow(home, (path) => path.includes('/logs/')),
  'the terminal': output,
})

/** All of the database but the conversations themselves and their names: a person's own words stay theirs. */
async function databaseText(): Promise<string> {
  const database = await openSqlite(join(home, 'data', 'memory', 'sena.db'))
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const text = tables
    .filter(({ name }) => !name.startsWith('chat_'))
    .map(({ name }) => {
      const rows = database.prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`).all()
      return JSON.stringify(rows.map(({ session_id, ...row }) => row))
    })
    .join('\n')
  database.close()
  return text
}

describe('a secret given to the API of Sena', () => {
  let running: ServiceProcess
  let client: SenaClient

  beforeAll(async () => {
    running = startServiceProcess(process.execPath, [programPath('sena'), '--port', '0', '--debug'], { env, cwd: home })
    const address = () => / listens on (http:\S+)/.exec(running.output())?.[1]
    await waitUntil('sena listens', () => address() !== undefined, { explain: running.output, timeoutMs: 60_000 })
    const insert: typeof fetch = (input, init) =>
      fetch(input, typeof init?.body === 'string' ? { ...init, body: init.body.replace('IN_DOTENV', inDotenv) } : init)
    client = createSenaClient({ baseUrl: address() ?? '', fetch: insert })
  })

  it('is given to every call and every field', () => {
    const calls = Object.entries(client).flatMap(([name, part]) =>
      typeof part === 'function' ? name : Object.keys(part).map((call) => `${name}.${call}`),
    )
    expect(Object.keys(senaCalls).sort()).toEqual(calls.sort())
    const requests = Object.entries(schemas).flatMap(([name, schema]) =>
      'shape' in schema && schema.def.catchall?.def.type === 'never' ? [[name, Object.keys(schema.shape)]] : [],
    )
    expect(senaFields).toEqual(Object.fromEntries(requests))
  })

  it.each(Object.entries(senaCalls))('never leaves, nor is it logged: %s', async (path, drive) => {
    await drive(client, canaries)
    expect(arrivals(canaries, places(running.output()), path)).toEqual([])
  })

  it('is not repeated when the models’ server repeats it', async () => {
    ollama.next({ status: { code: 400, error: `cannot read ${canaries.text('failure: words of the server')}` } })
    await client.chat.send({ message: 'Does it work?' })
    expect(arrivals(canaries, places(running.output()), 'failure')).toEqual([])
  })

  it('was there: the words around it arrived, and everything was logged', async () => {
    const arrived = sentTo(ollama)
    for (const word of [
      'heron',
      'egret',
      'bittern',
      'plover',
      'gull',
      'mysql --password ‹secret:',
      'Uses .env: ‹secret:',
    ]) {
      expect(arrived).toContain(word)
    }
    expect(arrived).toMatch(/Take it is ‹secret:/)
    expect(arrived).toMatch(/free of .*‹secret:|‹secret:[^›]+›.*free of/)
    await running.stop()
    const stored = await databaseText()
    expect(stored).toContain('cannot read')
    for (const path of [...Object.keys(senaCalls), 'gathered', 'failure'])
      expect(arrivals(canaries, { ...places(running.output()), 'the database': stored }, path)).toEqual([])
  })
})

describe('a secret given to a command of sena', () => {
  it('is given to every one', async () => {
    const { stdout } = await runBin(programPath('sena'), ['help', '--json'], { env, cwd: home })
    const { commands } = JSON.parse(stdout).data as { commands: readonly { command: string }[] }
    expect(Object.keys(senaTable).sort()).toEqual(commands.map(({ command }) => command).sort())
  })

  it.each(Object.entries(senaTable))('never leaves, nor is it logged: sena %s', async (path, { calls, local }) => {
    const asked = ollama.requests.length
    let output = ''
    for (const call of calls(canaries)) {
      const run = await runBin(programPath('sena'), call.args, {
        cwd: home,
        env: { ...env, ...call.env },
        stdin: call.stdin ?? '',
        timeoutMs: 60_000,
      })
      expectUnderstood(call, run)
      output += call.args.includes('--debug') ? run.stderr : ''
    }
    if (local) expect(ollama.requests.length, 'a model was asked').toBe(asked)
    expect(arrivals(canaries, { ...places(output), 'the database': await databaseText() }, path)).toEqual([])
  })

  it('was there: a line typed to it arrived', () => expect(sentTo(ollama)).toContain('curlew'))
})
