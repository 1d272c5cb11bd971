import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Installed, install } from './stores.js'

describe('the log of znav itself', () => {
  let installed: Installed
  beforeAll(async () => {
    installed = await install('SQLite')
  })
  afterAll(() => installed.stop())

  const usual = () => join(installed.home.path, '.local', 'state', 'perth', 'logs', 'znav.log')
  const messages = (path: string) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { app: string; level: string; msg: string })

  it('is not made by an ordinary run', async () => {
    await installed.znav('pane', 'log', 'backend', 'Ordinary')
    expect(existsSync(usual())).toBe(false)
  })

  it('goes to the file of --log-file alone, and says nothing on stderr', async () => {
    const file = join(installed.home.path, 'elsewhere', 'own.log')
    const run = await installed.znav('pane', 'log', 'backend', 'Logged elsewhere', '--log-file', file)
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(messages(file)).toMatchObject([
      { app: 'znav', level: 'info', msg: 'started' },
      { app: 'znav', level: 'info', msg: 'done' },
    ])
    expect(existsSync(usual())).toBe(false)
  })

  it('goes to its usual file and to stderr with --verbose', async () => {
    const run = await installed.znav('--verbose', 'pane', 'log', 'backend', 'Told about')
    expect(run).toMatchObject({ code: 0, stdout: 'Logged checkpoint for backend.\n' })
    expect(run.stderr).toMatch(/info started.*\n.*info done/)
    expect(messages(usual()).map(({ msg }) => msg)).toEqual(['started', 'done'])
  })
})
