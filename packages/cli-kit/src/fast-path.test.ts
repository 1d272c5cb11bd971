import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { bundleSourceForChild } from '@engawa/testkit'
import { beforeAll, describe, expect, it } from 'vitest'

let script: string
beforeAll(async () => {
  script = await bundleSourceForChild(
    `import { fastPath } from './fast-path.js'
     if (!fastPath({ name: 'demo', version: '1.2.3' }, process.argv.slice(2))) process.stdout.write('the long way')`,
    import.meta.dirname,
  )
})

const run = async (...argv: string[]) => (await promisify(execFile)(process.execPath, [script, ...argv])).stdout

describe('fastPath', () => {
  it.each(['--version', '-V', 'version'])('answers %s', async (word) => {
    expect(await run(word)).toBe('demo 1.2.3\n')
  })

  it.each([[[]], [['--help']], [['--version', '--json']], [['chat', '--version']]])(
    'leaves %j to the program',
    async (argv) => {
      expect(await run(...argv)).toBe('the long way')
    },
  )

  it('brings nothing else with it', () => {
    const text = readFileSync(script, 'utf8')
    const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)
    expect(required).toEqual(['node:fs'])
    expect(text.length).toBeLessThan(3_000)
  })
})
