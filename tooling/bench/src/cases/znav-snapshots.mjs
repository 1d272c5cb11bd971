import { execFileSync, spawnSync } from 'node:child_process'
import { summarise } from '../measure.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'
import { startZellijSession } from '../zellij-session.mjs'

const tabs = 10
const panesPerTab = 5
const panes = tabs * panesPerTab
const session = 'bench'

const pane = (/** @type {number} */ at) => `pane name="pane ${at}"`
const tab = (/** @type {unknown} */ _, /** @type {number} */ at) =>
  `tab name="tab ${at}" { pane split_direction="vertical" { ${pane(0)}; pane { ${pane(1)}; ${pane(2)}; }; pane { ${pane(3)}; ${pane(4)}; }; }; }`

/** @type {Map<string, number>} bytes of what was stored, by what had changed */
const sizes = new Map()

/**
 * A session with fifty panes kept, from the start of the process to its end.
 *
 * @type {import('../report.mjs').Case}
 */
export const znavSnapshots = {
  name: `znav snapshot create, ${panes} panes in ${tabs} tabs`,
  floor: 'node -e 0',
  limits: { whole: 500, 'a patch': 500 },
  note: () => `Stored: ${[...sizes].map(([what, bytes]) => `${what} ${bytes} bytes`).join(', ')}.`,
  run: ({ rounds }) =>
    inTemporaryFolder(async (folder) => {
      const layout = `layout { ${Array.from({ length: tabs }, tab).join('; ')}; }`
      const zellij = await startZellijSession(folder, { session, layout, panes })
      try {
        const figures = measure(zellij.env, Math.min(rounds, 21))
        zellij.act('new-pane', '--name', 'another')
        sizes.set('one pane more', keep(zellij.env, 'more', '--incremental').bytes)
        zellij.act('rename-tab', 'renamed')
        sizes.set('a tab renamed', keep(zellij.env, 'renamed', '--incremental').bytes)
        return figures
      } finally {
        await zellij.stop()
      }
    }),
}

/** @param {Record<string, string>} env @param {number} rounds */
function measure(env, rounds) {
  /** @type {Record<string, number[]>} */
  const times = { 'node -e 0': [], whole: [], 'a patch': [] }
  for (let round = 0; round < rounds; round++) {
    const began = process.hrtime.bigint()
    spawnSync(process.execPath, ['-e', '0'], { env })
    times['node -e 0']?.push(Number(process.hrtime.bigint() - began) / 1e6)
    const whole = keep(env, `whole-${round}`)
    const patch = keep(env, `patch-${round}`, '--incremental')
    times.whole?.push(whole.ms)
    times['a patch']?.push(patch.ms)
    sizes.set('whole', whole.bytes)
    sizes.set('nothing changed', patch.bytes)
  }
  return new Map(Object.entries(times).map(([name, samples]) => [name, summarise(samples)]))
}

/** @param {Record<string, string>} env @param {string} name @param {readonly string[]} options */
function keep(env, name, ...options) {
  const began = process.hrtime.bigint()
  const answer = execFileSync(
    process.execPath,
    [builtBin('znav'), 'snapshot', 'create', name, '--session', session, '--json', ...options],
    { env, encoding: 'utf8' },
  )
  return { ms: Number(process.hrtime.bigint() - began) / 1e6, bytes: Number(JSON.parse(answer).data.size_bytes) }
}
