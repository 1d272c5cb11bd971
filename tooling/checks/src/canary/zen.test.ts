import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTempDir, type FakeOllama, runBin, startFakeOllama, type TempDir } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Canaries } from './canaries.js'
import { filesBelow, programPath } from './program.js'
import { arrivals, expectUnderstood, expectWholeTable, sentTo } from './row.js'
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
  ollama.replyWith(({ lastUserText }) => (lastUserText.startsWith('heron') ? `Take ${said}` : 'Yes.'))
})
afterAll(async () => {
  await ollama.close()
  await home.remove()
})

const logText = () => filesBelow(home.path, (path) => /\/logs\/|\.log$/.test(path))

/** A file whose very name is a secret has to be there, or zen asks nothing. */
function makeNamedFile(args: readonly string[]): void {
  const name = args[args.indexOf('-f') + 1] ?? ''
  if (args.includes('-f') && name.startsWith('gh')) writeFileSync(join(home.path, name), 'its name gives it away')
}

describe('a secret given to zen', () => {
  it('is given to every input of every command', () => expectWholeTable('zen', zenTable))

  it.each(Object.entries(zenTable))('never leaves, nor is it logged: %s', async (path, { calls, local }) => {
    const asked = ollama.requests.length
    for (const call of calls(canaries)) {
      makeNamedFile(call.args)
      const run = await runBin(programPath('zen'), call.args, {
        cwd: home.path,
        env: { HOME: home.path, OLLAMA_HOST: ollama.url, ZEN_DEBUG: '1', ...call.env },
        stdin: call.stdin ?? '',
        timeoutMs: 60_000,
      })
      expectUnderstood(call, run)
    }
    if (local) expect(ollama.requests.length, 'a model was asked').toBe(asked)
    const places = { 'the model': sentTo(ollama), 'the log': logText() }
    expect(arrivals(canaries, places, path)).toEqual([])
  })

  it('was there: the words around it arrived, and the log was written', () => {
    const arrived = ollama.modelRequests.map(({ bodyText }) => bodyText).join('\n')
    for (const word of ['heron', 'egret', 'bittern', 'stork', 'gives it away', 'mysql --password ‹secret:']) {
      expect(arrived).toContain(word)
    }
    expect(arrived).toMatch(/Take it is ‹secret:/)
    expect(logText()).toContain('asking')
  })
})
