import { freePort, startRedis, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { znavIn } from '../run-znav.js'
import { type Installed, install } from './stores.js'

describe('a Redis that is down', () => {
  let installed: Installed
  beforeAll(async () => {
    installed = await install('SQLite', { PERTH_REDIS_URL: `redis://:pass@127.0.0.1:${await freePort()}` })
  })
  afterAll(() => installed.stop())

  it.each([['pane', 'log', 'backend', 'x'], ['pane', 'history', 'backend'], ['list'], ['events', 'status']])(
    'stops %s %s %s %s with 4 and says what to do',
    async (...args) => {
      const { code, stdout, stderr } = await installed.znav(...args)
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
      expect(stderr).toMatch(/^error: Redis at redis:\/\/127\.0\.0\.1:\d+ can't be reached: .*ECONNREFUSED/)
      expect(stderr).toContain('hint: Start it, or correct redis_url')
      expect(stderr).not.toContain(':pass')
    },
  )

  it('is found by doctor, which goes on', async () => {
    const { code, stdout } = await installed.znav('doctor', '--json')
    const { data } = JSON.parse(stdout)
    expect(code).toBe(1)
    expect(data.checks).toMatchObject([
      { name: 'configuration', status: 'ok' },
      { name: 'state', status: 'fail', remedy: expect.stringContaining('redis_url') },
      { name: 'version 1', status: 'warn' },
      { name: 'zellij' },
      { name: 'broker', status: 'ok' },
    ])
  })

  withService(describe, 'redis')('and comes back', () => {
    it('has lost nothing that was acknowledged', async () => {
      const redis = await startRedis()
      try {
        const znav = znavIn({ HOME: installed.home.path, PERTH_REDIS_URL: redis.url })
        await znav('pane', 'log', 'backend', 'before the fall')
        await redis.kill()
        expect((await znav('pane', 'log', 'backend', 'during')).code).toBe(4)
        await redis.restart()
        const { stdout } = await znav('pane', 'history', 'backend')
        expect(stdout).toContain('before the fall')
        expect(stdout).not.toContain('during')
      } finally {
        await redis.stop()
      }
    })
  })
})
