import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStorage } from '@engawa/storage'
import { quietEnvironment, summarise, timeProcesses } from '../measure.mjs'
import { startModelStandIn } from '../model-stand-in.mjs'
import { sampleMessage } from '../sample-messages.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

const floor = 'node -e 0'
const leaving = 'zen chat, to the request leaving'

/** Others of this field that install from npm, by package and bin. Timed where a folder has them. */
const peers = {
  'gemini-cli': ['@google/gemini-cli', 'gemini'],
  codex: ['@openai/codex', 'codex'],
  'claude-code': ['@anthropic-ai/claude-code', 'claude'],
  opencode: ['opencode-ai', 'opencode'],
}

/**
 * What a person waits for before anything is asked, and before a question leaves. `ENGAWA_PEERS` names a folder in
 * which the others were installed: `npm install --prefix FOLDER @google/gemini-cli @openai/codex …`.
 *
 * @type {import('../report.mjs').Case}
 */
export const zenStart = {
  name: 'Starting zen',
  floor,
  targets: { 'zen --version': 1.05, 'zen --help': 1.1, 'zen session list, of 1,000': 1.6, [leaving]: 2.4 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (home) => {
      const env = { HOME: home, ZEN_HOME: join(home, 'zen') }
      const store = await openStorage({ type: 'file', directory: join(home, 'zen', 'conversations'), durability: 'os' })
      for (let n = 0; n < 1_000; n++) {
        const { id } = await store.sessions.create({ title: `Conversation ${n}` })
        await store.messages.append({ sessionId: id, messages: [sampleMessage] })
      }
      await store.close()
      const started = timeProcesses(
        [
          { name: floor, args: ['-e', '0'] },
          { name: 'zen --version', args: [builtBin('zen'), '--version'], env },
          { name: 'zen --help', args: [builtBin('zen'), '--help'], env },
          { name: 'zen session list, of 1,000', args: [builtBin('zen'), 'session', 'list', '--limit', '20'], env },
          ...installedPeers(),
        ],
        { rounds },
      )
      return new Map([...started, [leaving, summarise(await untilLeaving(rounds, join(home, 'other')))]])
    }),
}

function installedPeers() {
  const folder = process.env.ENGAWA_PEERS
  if (folder === undefined) return []
  return Object.entries(peers).flatMap(([name, [pack = '', bin = '']]) => {
    const at = join(folder, 'node_modules', pack)
    if (!existsSync(at)) return []
    const { bin: bins, version } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'))
    const script = join(at, typeof bins === 'string' ? bins : bins[bin])
    // Those that are a program of the machine, without Node, are no peers in starting it.
    if (!/\.[cm]?js$/.test(script)) return []
    return [{ name: `${name} ${version} --version`, args: [script, '--version'], env: { HOME: folder } }]
  })
}

/** From the start of the process to the question's arrival at a local model. @param {number} rounds @param {string} home */
async function untilLeaving(rounds, home) {
  let arrived = 0
  const model = await startModelStandIn({
    onQuestion: (answer) => {
      arrived = performance.now()
      answer('yes', true)
    },
  })
  const env = quietEnvironment({ HOME: home, ZEN_HOME: home, OLLAMA_HOST: model.url })
  const times = []
  for (let round = -3; round < rounds; round++) {
    const start = performance.now()
    const args = [builtBin('zen'), 'chat', 'is it?', '--model', 'ollama/small']
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`zen chat exited with ${code}`)
    if (round >= 0) times.push(arrived - start)
  }
  await model.close()
  return times
}
