import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort, startPostgres, startRedis, withService } from '@engawa/testkit'
import { describe, expect, it } from 'vitest'
import { bundle } from './bundle.js'

const folder = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(`${folder}README.md`, 'utf8')
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code)
const exampleWith = (words: string): string => examples.find((code) => code.includes(words)) ?? ''

const run = async (code: string): Promise<string> => {
  const program = await bundle({ stdin: { contents: code, resolveDir: folder, loader: 'ts' } })
  const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: dirname(program) })
  return stdout
}

describe('the examples in README.md', () => {
  it('do what they say', async () => {
    const sqlite = exampleWith('openSqliteStorage')
    expect(await run(exampleWith("idempotencyKey: 'turn-1'"))).toMatch(/^review 1\n1 [\d.e-]+ \[ \[ 10, 21 \] \]\n$/)
    const entities = exampleWith('store.documents')
    expect(await run(entities)).toBe('Two days in Kyōto\ntrip.md 2 Three days in Kyōto\ntrip.md\n\n')
    expect(await run(exampleWith('.export('))).toBe('messages drinks\nCoffee 1\n2 2\n')
    expect(await run(exampleWith('.reseal('))).toBe('2 1 1\n')
    expect(await run(exampleWith('.sweep('))).toBe('0 0 0 1\n')
    expect(await run(sqlite)).toBe('')
  })
})

withService(describe, ['redis', 'postgres'])('the example of servers in README.md', () => {
  it('does what it says', async () => {
    const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
    try {
      const here = exampleWith("type: 'postgres'").replace('localhost:6379', `127.0.0.1:${redis.port}`)
      expect(await run(here.replace('localhost:5432', `127.0.0.1:${postgres.port}`))).toBe('fsync fsync\n')
    } finally {
      await Promise.all([redis.stop(), postgres.stop()])
    }
  })
})

describe('the example of a chain in README.md', () => {
  it('says who serves and keeps the words, without a Redis', async () => {
    const code = exampleWith("type: 'chain'").replace('localhost:6379', `127.0.0.1:${await freePort()}`)
    const [backend, why] = (await run(code)).trimEnd().split('\n')
    expect([backend, why]).toEqual(['file redis', 'false true'])
  })

  it('takes the place from a configuration', async () => {
    expect(await run(exampleWith('storageConfigFromEnvironment'))).toBe('file\n')
  })
})
