import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { quietEnvironment, timeProcesses } from '../measure.mjs'
import { startRedisServer } from '../redis-server.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

const panes = 100
const entries = 100

/** What people and their scripts run all day, on a state that is full. `pane log` trims a history of the whole depth. */
const commands = {
  'pane log': ['pane', 'log', 'pane-7', 'Measured with a full history'],
  'pane history, 100 entries': ['pane', 'history', 'pane-7', '--last', '100'],
  'list, 100 panes': ['list'],
  'pane info': ['pane', 'info', 'pane-7'],
  'pane goal': ['pane', 'goal', 'pane-7'],
  search: ['search', 'refresh of the token'],
  insights: ['insights'],
  'export, all': ['export', '--json'],
  'events status': ['events', 'status'],
  'hook collect': ['hook', 'collect'],
  'config show': ['config', 'show'],
  init: ['init', 'bash'],
}

const aimed = /** @type {const} */ (['pane log', 'pane history, 100 entries', 'list, 100 panes'])
const stores = /** @type {const} */ ({ SQLite: 1.7, Redis: 2.6 })
const named = (/** @type {string} */ command, /** @type {string} */ store) => `${command} (${store})`
const subjects = Object.keys(stores).flatMap((store) => Object.keys(commands).map((command) => named(command, store)))

let storage = ''

/** @type {import('../report.mjs').Case} */
export const znavTable = {
  name: `znav with ${panes} panes of ${entries} entries`,
  floor: 'node -e 0',
  targets: Object.fromEntries(
    Object.entries(stores).flatMap(([store, ratio]) => aimed.map((command) => [named(command, store), ratio])),
  ),
  worst: Object.fromEntries(subjects.map((subject) => [subject, 100])),
  note: () => storage,
  run: ({ rounds }) =>
    inTemporaryFolder(async (home) => {
      const redis = await startRedisServer(home)
      try {
        const embedded = { HOME: home, PERTH_HOME: join(home, 'perth') }
        const shared = { ...embedded, PERTH_REDIS_URL: redis.url }
        znav(['pane', 'log', 'pane-0', 'Began'], embedded)
        const path = join(embedded.PERTH_HOME, 'perth.db')
        fill(path)
        znav(['migrate', '--from', 'sqlite'], shared)
        storage = `Storage of it: ${(statSync(path).size / 1e6).toFixed(1)} MB in SQLite (target ≤5 MB).`
        return timeProcesses(
          [
            { name: 'node -e 0', args: ['-e', '0'] },
            ...Object.entries({ SQLite: embedded, Redis: shared }).flatMap(([store, env]) =>
              Object.entries(commands).map(([command, args]) => ({
                name: named(command, store),
                args: [builtBin('znav'), ...args],
                env,
              })),
            ),
          ],
          { rounds, warmup: 8 },
        )
      } finally {
        await redis.stop()
      }
    }),
}

/** @param {readonly string[]} args @param {Record<string, string>} env */
function znav(args, env) {
  const { status, stderr } = spawnSync(process.execPath, [builtBin('znav'), ...args], { env: quietEnvironment(env) })
  if (status !== 0) throw new Error(`znav ${args.join(' ')}: ${stderr}`)
}

/** Entries as `pane log` writes them, without ten thousand processes. @param {string} path */
function fill(path) {
  const db = new Database(path)
  const pane = db.prepare('INSERT OR REPLACE INTO panes VALUES (?, ?)')
  const entry = db.prepare('INSERT INTO entries (pane, at, entry) VALUES (?, ?, ?)')
  const artifact = db.prepare('INSERT OR REPLACE INTO artifacts VALUES (?, ?, ?)')
  const now = Date.now()
  db.transaction(() => {
    for (let of = 0; of < panes; of++) {
      const name = `pane-${of}`
      const fields = { session: `session-${of % 4}`, tab: `tab-${of % 10}`, position: String(of), status: 'active' }
      const timestamp = new Date(now).toISOString()
      pane.run(
        name,
        JSON.stringify({ ...fields, created_at: timestamp, last_intent: 'Began', last_intent_at: timestamp }),
      )
      for (let path = 0; path < 10; path++) artifact.run(name, `src/module-${path}/file.ts`, timestamp)
      for (let step = 0; step < entries; step++) {
        const at = now - (entries - step) * 60_000
        entry.run(name, at, JSON.stringify(entryOf(name, of, step, at)))
      }
    }
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** @param {string} name @param {number} of @param {number} step @param {number} at */
const entryOf = (name, of, step, at) => ({
  id: `${of}-${step}-0f8b1c2d3e4f`,
  pane_name: name,
  timestamp: new Date(at).toISOString(),
  summary: `Step ${step}: moved the refresh of the token behind the new session store, and wrote a test for the case that it is late.`,
  entry_type: step % 5 === 0 ? 'milestone' : 'checkpoint',
  artifacts: [`src/module-${step % 10}/file.ts`, `test/module-${step % 10}.test.ts`],
  source: 'manual',
})
