import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@engawa/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeIn } from './guides.js'
import { installedProject } from './installed-project.js'

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

/** As a careful project has it; the types of the packages are checked too. */
const tsconfig = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['*.ts'],
}

describe('docs/use-in-your-project.md', () => {
  let project: string
  const run = async (name: string, env: Record<string, string> = {}): Promise<string[]> => {
    const options = { cwd: project, env: { ...process.env, ...env } }
    const { stdout } = await promisify(execFile)(process.execPath, [`${name}.js`], options)
    return stdout.trimEnd().split('\n')
  }

  beforeAll(async () => {
    project = await installedProject(['core', 'durable-fs', 'storage', 'config'])
    for (const [name, code] of codeIn('docs/use-in-your-project.md')) await writeFile(join(project, name), code)
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(tsconfig))
  }, 600_000)

  it('compiles against the packages as they are published', async () => {
    await promisify(execFile)(process.execPath, [tsc, '-p', project]).catch(
      ({ stdout }: { readonly stdout: string }) => {
        throw new Error(stdout)
      },
    )
  }, 300_000)

  it('appends, lists and searches', async () => {
    const said = ['Kyōto: the maples turn in November. there is more', '1 user', '2 assistant']
    expect(await run('first')).toEqual(['[ 1, 2 ] fsync', ...said])
    // Run again it stores nothing: the key says that it was done.
    expect(await run('first')).toEqual(['[ 1, 2 ] fsync', ...said])
    expect(await run('search')).toEqual(["[ 'Kyōto', 'November' ]"])
  }, 120_000)

  it('exports, imports, moves and verifies', async () => {
    expect(await run('backup')).toEqual(['2 0'])
    expect(await run('backup')).toEqual(['0 2'])
    expect(readFileSync(join(project, 'backup.ndjson'), 'utf8').split('\n')).toHaveLength(5)
    expect(await run('move')).toEqual(['2 2 true 0', '[]'])
  }, 120_000)

  it('goes on without the server', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`
    expect(await run('chain', { REDIS_URL: url })).toEqual(['outage', 'file redis'])
  }, 120_000)

  it('seals with the keys of the key store', async () => {
    const env = { HOME: project, XDG_CONFIG_HOME: '', ENGAWA_KEYRING: 'off', ENGAWA_PASSPHRASE: randomUUID() }
    expect(await run('encrypted', env)).toEqual(['AES-256-GCM 1', 'true 1'])
    const log = readFileSync(join(project, 'sealed', 'sessions', 'trip.jsonl'), 'utf8')
    expect(log).toContain('engawa:sealed')
    expect(log).not.toContain('stone')
    const failure = await run('encrypted', { ...env, ENGAWA_PASSPHRASE: randomUUID() }).catch(String)
    expect(failure).toContain('keys/wrong-passphrase')
  }, 120_000)

  it('says what went wrong', async () => {
    expect(await run('errors')).toEqual([
      'storage/invalid-input sessionId',
      'storage/conflict 2',
      'storage/not-found undefined',
    ])
  }, 120_000)
})
