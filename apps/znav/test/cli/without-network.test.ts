import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { bin } from '../run-znav.js'
import { install } from './stores.js'

/** A namespace with no network in it, not even the machine's own. */
const isolated = ['unshare', '--map-root-user', '--net'] as const
const canIsolate = spawnSync(isolated[0], [...isolated.slice(1), 'true']).status === 0

it.skipIf(!canIsolate)('everything but a cloud works without a network', async () => {
  const { env, home, stop } = await install('SQLite')
  const znav = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(isolated[0], [...isolated.slice(1), process.execPath, bin, ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
      cwd: home.path,
      input: '',
      encoding: 'utf8',
    })
    return { code: status, stdout, stderr }
  }
  try {
    expect(znav('pane', 'log', 'backend', 'Fixed the token refresh', '--type', 'milestone')).toMatchObject({ code: 0 })
    expect(znav('pane', 'goal', 'backend', 'All of it')).toMatchObject({ code: 0 })
    expect(znav('pane', 'history', 'backend').stdout).toContain('Fixed the token refresh')
    for (const command of [
      'list',
      'search token',
      'insights',
      'export',
      'pane progress backend',
      'hook collect',
      'init zsh',
    ]) {
      expect([command, znav(...command.split(' ')).code]).toEqual([command, 0])
    }
    expect(znav('pane', 'snapshot', 'backend')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('znav pane log backend'),
    })
  } finally {
    await stop()
  }
})
