import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { bundle } from './bundle.js'

const folder = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(`${folder}README.md`, 'utf8')
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code)

const run = async (code: string): Promise<string> => {
  const program = await bundle({ stdin: { contents: code, resolveDir: folder, loader: 'ts' } })
  const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: dirname(program) })
  return stdout
}

describe('the examples in README.md', () => {
  it('do what they say', async () => {
    const [use = '', sqlite = ''] = examples
    expect(examples).toHaveLength(3)
    expect(await run(use)).toMatch(/^review 1\n1 [\d.e-]+ \[ \[ 10, 21 \] \]\n$/)
    expect(await run(sqlite)).toBe('')
  })
})
