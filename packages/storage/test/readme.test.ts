import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startPostgres, startRedis, withService } from '@engawa/testkit'
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
    const [use = '', entities = '', transfers = '', , sqlite = ''] = examples
    expect(examples).toHaveLength(6)
    expect(await run(use)).toMatch(/^review 1\n1 [\d.e-]+ \[ \[ 10, 21 \] \]\n$/)
    expect(await run(entities)).toBe('Two days in Kyōto\ntrip.md 2 Three days in Kyōto\ntrip.md\n\n')
    expect(await run(transfers)).toBe('messages drinks\nCoffee 1\n2 2\n')
    expect(await run(sqlite)).toBe('')
  })
})

withService(describe, ['redis', 'postgres'])('the example of servers in README.md', () => {
  it('does what it says', async () => {
    const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
    try {
      const [, , , servers = ''] = examples
      const here = servers.replace('localhost:6379', `127.0.0.1:${redis.port}`)
      expect(await run(here.replace('localhost:5432', `127.0.0.1:${postgres.port}`))).toBe('fsync fsync\n')
    } finally {
      await Promise.all([redis.stop(), postgres.stop()])
    }
  })
})
