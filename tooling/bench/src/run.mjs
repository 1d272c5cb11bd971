import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cliStart } from './cases/cli-start.mjs'
import { mcpSurface, mcpTask } from './cases/mcp-tokens.mjs'
import { secretFilter } from './cases/secret-filter.mjs'
import { senaReady } from './cases/sena-ready.mjs'
import { storageAppend } from './cases/storage-append.mjs'
import { storageLastPage } from './cases/storage-last-page.mjs'
import { storageMemory } from './cases/storage-memory.mjs'
import { storageSearch } from './cases/storage-search.mjs'
import { storageStream } from './cases/storage-stream.mjs'
import { zenAnswer, zenMemory } from './cases/zen-answer.mjs'
import { zenStart } from './cases/zen-start.mjs'
import { znavHooks } from './cases/znav-hooks.mjs'
import { znavRedis } from './cases/znav-redis.mjs'
import { znavSnapshots } from './cases/znav-snapshots.mjs'
import { znavTable } from './cases/znav-table.mjs'
import { table } from './report.mjs'
import { root } from './workspace.mjs'

const cases = {
  'cli-start': cliStart,
  'zen-start': zenStart,
  'zen-answer': zenAnswer,
  'zen-memory': zenMemory,
  'znav-redis': znavRedis,
  'znav-hooks': znavHooks,
  'znav-snapshots': znavSnapshots,
  'znav-table': znavTable,
  'sena-ready': senaReady,
  'mcp-surface': mcpSurface,
  'mcp-task': mcpTask,
  'secret-filter': secretFilter,
  'storage-append': storageAppend,
  'storage-last-page': storageLastPage,
  'storage-stream': storageStream,
  'storage-memory': storageMemory,
  'storage-search': storageSearch,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '31' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})

if (values.help) {
  console.log(`pnpm bench [case…] [--rounds N] [--write]

  pnpm bench                     every case
  pnpm bench cli-start           one of: ${Object.keys(cases).join(', ')}
  pnpm bench --write             put the tables into docs/benchmarks.md`)
} else {
  const wanted = positionals.length > 0 ? positionals : Object.keys(cases)
  const unknown = wanted.filter((name) => !(name in cases))
  if (unknown.length > 0)
    throw new Error(`unknown case ${unknown.join(', ')}; there are ${Object.keys(cases).join(', ')}`)

  const tables = []
  for (const name of wanted) {
    const measured = cases[/** @type {keyof typeof cases} */ (name)]
    const rows = table(measured, await measured.run({ rounds: Number(values.rounds) }))
    tables.push(measured.note === undefined ? rows : `${rows}\n\n${await measured.note()}`)
    console.log(`\n${tables.at(-1)}`)
  }
  if (values.write) writeTables(tables)
}

/** @param {readonly string[]} tables */
function writeTables(tables) {
  const path = join(root, 'docs/benchmarks.md')
  const where = `Node ${process.version}, ${type()} ${release().split('-')[0]}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${values.rounds} rounds in turns.`
  const [before, after] = readFileSync(path, 'utf8').split(/<!-- tables -->[\s\S]*<!-- end -->/)
  writeFileSync(path, `${before}<!-- tables -->\n${where}\n\n${tables.join('\n\n')}\n<!-- end -->${after}`)
}
