import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { quietEnvironment, summarise } from '../measure.mjs'
import { startModelStandIn } from '../model-stand-in.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

const hook = fileURLToPath(new URL('../peak-memory.cjs', import.meta.url))
const shown = 'first piece shown after it left the model'
const peak = 'zen chat, peak'

/** From the moment a model lets go of its answer's first piece to its arrival behind zen's stdout. @type {import('../report.mjs').Case} */
export const zenAnswer = {
  name: 'An answer of zen',
  floor: shown,
  limits: { [shown]: 5 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (home) => {
      const times = []
      for (let round = -3; round < rounds; round++) {
        const { waited } = await ask(home, [])
        if (round >= 0) times.push(waited)
      }
      return new Map([[shown, summarise(times)]])
    }),
}

/** Memory of a process that asks one question, beside one that does nothing. @type {import('../report.mjs').Case} */
export const zenMemory = {
  name: 'Memory of zen',
  unit: 'MB',
  floor: 'node -e 0, peak',
  targets: { [peak]: 1.6 },
  run: ({ rounds }) =>
    inTemporaryFolder(async (home) => {
      /** @type {Record<string, number[]>} */
      const sizes = { 'node -e 0, peak': [], [peak]: [] }
      for (let round = -3; round < Math.max(5, Math.round(rounds / 3)); round++) {
        const bare = await peakOf(
          spawn(process.execPath, ['--require', hook, '-e', '0'], withPipes(quietEnvironment())),
        )
        const { kibibytes } = await ask(home, ['--require', hook])
        if (round < 0) continue
        sizes['node -e 0, peak']?.push(bare / 1024)
        sizes[peak]?.push(kibibytes / 1024)
      }
      return new Map(Object.entries(sizes).map(([name, figures]) => [name, summarise(figures)]))
    }),
}

/** @param {NodeJS.ProcessEnv} env @returns {import('node:child_process').SpawnOptions} */
const withPipes = (env) => ({ env, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] })

/** @param {import('node:child_process').ChildProcess} child */
async function peakOf(child) {
  let said = ''
  child.stdio[3]?.on('data', (bytes) => {
    said += String(bytes)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`a process exited with ${code}`)
  return Number(said)
}

/** One question to a model that answers at once, and ends when its first piece was seen. @param {string} home @param {readonly string[]} before */
async function ask(home, before) {
  let left = 0
  let waited = Number.NaN
  let finish = () => {}
  const model = await startModelStandIn({
    onQuestion: (answer) => {
      left = answer('first\n')
      finish = () => void answer('last\n', true)
    },
  })
  const env = quietEnvironment({ HOME: home, ZEN_HOME: home, OLLAMA_HOST: model.url })
  const args = [...before, builtBin('zen'), 'chat', 'is it?', '--model', 'ollama/small']
  const child = spawn(process.execPath, args, withPipes(env))
  child.stdout?.once('data', () => {
    waited = performance.now() - left
    finish()
  })
  child.stdout?.resume()
  const kibibytes = await peakOf(child)
  await model.close()
  return { waited, kibibytes }
}
