import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim()
const bin = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name)
let failed = 0

/** Every package as a person would get it: packed, then looked at by publint and, libraries, by attw. */
for (const room of ['packages', 'apps']) {
  for (const name of readdirSync(join(root, room))) {
    const folder = join(root, room, name)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (manifest.private) continue
    const out = mkdtempSync(join(tmpdir(), 'engawa-pack-'))
    try {
      execFileSync('pnpm', ['pack', '--pack-destination', out], { cwd: folder, stdio: 'pipe' })
      const tarball = join(out, readdirSync(out)[0] ?? '')
      step(manifest.name, 'publint', () => run(bin('publint'), ['--strict', tarball]))
      if (manifest.exports)
        step(manifest.name, 'attw', () => run(bin('attw'), [tarball, '--profile', 'esm-only', '--no-definitely-typed']))
      step(manifest.name, 'workspace', () => {
        const packed = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }))
        const text = JSON.stringify({ ...packed, devDependencies: undefined, scripts: undefined })
        for (const trace of ['workspace:', 'catalog:', '@engawa/source'])
          if (text.includes(trace)) throw new Error(`packed manifest still says ${trace}`)
      })
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  }
}
console.log(failed === 0 ? 'every package packs well' : `${failed} checks of packages failed`)
process.exitCode = failed === 0 ? 0 : 1

/** @param {string} file @param {readonly string[]} args */
function run(file, args) {
  execFileSync(file, args, { stdio: 'pipe', encoding: 'utf8' })
}

/** @param {string} name @param {string} check @param {() => void} work */
function step(name, check, work) {
  try {
    work()
  } catch (error) {
    failed++
    const {
      stdout = '',
      stderr = '',
      message,
    } = /** @type {{ stdout?: string, stderr?: string, message: string }} */ (error)
    console.error(`${name}: ${check} failed\n${stdout}${stderr}` || message)
    if (!stdout && !stderr) console.error(message)
  }
}
