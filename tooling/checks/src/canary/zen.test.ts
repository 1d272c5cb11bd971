import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTempDir, type FakeOllama, type RunResult, runBin, startFakeOllama, type TempDir } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Canaries } from './canaries.js'
import { globalOptionsRow } from './global-options-row.js'
import { filesBelow, globalInputsOf, programPath } from './program.js'
import { arrivals, type Call, expectUnderstood, expectWholeTable, sentTo } from './row.js'
import { zenTable } from './zen-table.js'

let home: TempDir
let ollama: FakeOllama
const canaries = new Canaries()
const inDotenv = canaries.bare('chat: .env')

beforeAll(async () => {
  home = await createTempDir('canary-')
  ollama = await startFakeOllama()
  const files = {
    '.bash_history': `ls\n${canaries.text('chat: shell history')}\n`,
    'change.diff': `${canaries.text('chat: git diff')}\n`,
    'settings.yaml': `${canaries.text('chat: a file')}\n`,
    '.env': `ACME_SECRET=${inDotenv}\n`,
    'uses-dotenv.txt': `stork, then ${inDotenv}\n`,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home.path, name), text)
  // The model gives one away as well: what it said goes out again with the next question.
  const said = canaries.text('chat: what the model said')
  const summary = canaries.text('session compact: what the model said')
  ollama.replyWith(({ lastUserText, messages }) => {
    if (messages[0]?.content.startsWith('Summarise the conversation')) return `Keep: ${summary}`
    return lastUserText.startsWith('heron') ? `Take ${said}` : 'Yes.'
  })
})
afterAll(async () => {
  await ollama.close()
  await home.remove()
})

const logText = () => filesBelow(home.path, (path) => /\/logs\/|\.log$/.test(path))

async function drive({ args, env, stdin, files = {} }: Call): Promise<RunResult> {
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(home.path, name)
    writeFileSync(path, text)
    return path
  })
  const run = await runBin(programPath('zen'), args, {
    cwd: home.path,
    env: { HOME: home.path, OLLAMA_HOST: ollama.url, ZEN_DEBUG: '1', ...env },
    stdin: stdin ?? '',
    timeoutMs: 60_000,
  })
  for (const path of paths) rmSync(path)
  return run
}

const rows = { ...zenTable, 'global options': globalOptionsRow }

describe('a secret given to zen', () => {
  it('is given to every input of every command', () => expectWholeTable('zen', zenTable))

  it('is given to every option that all of them take', () =>
    expect([...(globalOptionsRow.secret ?? [])].sort()).toEqual([...globalInputsOf('zen')].sort()))

  it.each(Object.entries(rows))('never leaves, nor is it logged: %s', async (path, { calls, local }) => {
    const asked = ollama.requests.length
    for (const call of calls(canaries)) {
      expectUnderstood(call, await drive(call))
    }
    if (local) expect(ollama.requests.length, 'a model was asked').toBe(asked)
    const places = { 'the model': sentTo(ollama), 'the log': logText() }
    expect(arrivals(canaries, places, path)).toEqual([])
  })

  it('was there: the words around it arrived, and the log was written', () => {
    const arrived = ollama.modelRequests.map(({ bodyText }) => bodyText).join('\n')
    for (const word of ['heron', 'egret', 'bittern', 'stork', 'plover', 'gives it away', 'mysql --password ‹secret:']) {
      expect(arrived).toContain(word)
    }
    expect(arrived).toMatch(/Take it is ‹secret:/)
    expect(arrived).toMatch(/Keep: it is ‹secret:/)
    expect(logText()).toContain('asking')
  })
})
