import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleSourceForChild } from '@engawa/testkit'
import { beforeAll, describe, expect, it } from 'vitest'

let script: string
let folder: string
beforeAll(async () => {
  script = await bundleSourceForChild(
    `import { fastPath } from './fast-path.js'
     const demo = { name: 'demo', version: '1.2.3', folder: process.env.HELP_FOLDER }
     if (!fastPath(demo, process.argv.slice(2))) process.stdout.write('the long way')`,
    import.meta.dirname,
  )
  folder = mkdtempSync(join(tmpdir(), 'help-'))
  writeFileSync(join(folder, 'help.txt'), 'usage')
  writeFileSync(join(folder, 'help-color.txt'), '\u001b[1musage\u001b[22m')
})

const env = (more: Record<string, string>) => ({ PATH: process.env.PATH, HELP_FOLDER: folder, ...more })
const runWith = async (more: Record<string, string>, ...argv: string[]) =>
  (await promisify(execFile)(process.execPath, [script, ...argv], { env: env(more) })).stdout
const run = (...argv: string[]) => runWith({}, ...argv)

describe('fastPath', () => {
  it.each(['--version', '-V', 'version'])('answers %s', async (word) => {
    expect(await run(word)).toBe('demo 1.2.3\n')
  })

  it.each(['--help', '-h', 'help'])(
    'answers %s with what was rendered before, in colour where it is wanted',
    async (word) => {
      expect(await run(word)).toBe('usage')
      expect(await runWith({ FORCE_COLOR: '1' }, word)).toBe('\u001b[1musage\u001b[22m')
      expect(await runWith({ HELP_FOLDER: '/nowhere' }, word)).toBe('the long way')
    },
  )

  it.each([[[]], [['--help', '--json']], [['help', 'chat']], [['--version', '--json']], [['chat', '--version']]])(
    'leaves %j to the program',
    async (argv) => {
      expect(await run(...argv)).toBe('the long way')
    },
  )

  it('brings nothing else with it', () => {
    const text = readFileSync(script, 'utf8')
    const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)
    expect(new Set(required)).toEqual(new Set(['node:fs']))
    expect(text.length).toBeLessThan(3_000)
  })
})
