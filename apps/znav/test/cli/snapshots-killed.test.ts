import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '@engawa/core'
import { startZellij, withService, type ZellijService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SessionContent } from '../../src/snapshot/model.js'
import { openRedisSnapshots } from '../../src/snapshot/store/redis-snapshots.js'
import { Snapshots } from '../../src/snapshot/store/snapshots.js'
import { openSqliteSnapshots } from '../../src/snapshot/store/sqlite-snapshots.js'
import { dataOf, znavIn } from '../run-znav.js'
import { type Installed, install, type StoreName } from './stores.js'

const bin = fileURLToPath(new URL('../../dist/znav.cjs', import.meta.url))
const session = 'work'

/** How many are killed. `ENGAWA_KILLS` makes them more. */
const kills = Number(process.env.ENGAWA_KILLS ?? 8)

/** Run znav and kill it after a moment. @returns whether it had come to its end, and was told to have succeeded */
async function killed(env: Readonly<Record<string, string>>, afterMs: number, ...args: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'ignore',
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
  const [code] = await once(child, 'exit')
  clearTimeout(timer)
  return code === 0
}

const contentAt = (at: number): SessionContent => {
  const keys = Array.from({ length: 30 }, (_, pane) => `terminal_${pane}`)
  const panes = keys.map((key) => [key, { name: `${key} ${key}`, cwd: `/home/work/${key}`, command: `watch ${at}` }])
  return {
    zellij: '0.45.0',
    display: { columns: 200, rows: 50 },
    template: '',
    tabs: { tab_0: { name: 'api', position: 0, active: true, tiled: keys.map((pane) => ({ pane })), floating: [] } },
    panes: Object.fromEntries(panes),
  }
}

describe.each<StoreName>(['SQLite', 'Redis'])('killed at random points, on %s', (kind) => {
  vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
  withService(describe, kind === 'Redis' ? 'redis' : [])('delete with rebase', () => {
    let installed: Installed
    beforeAll(async () => {
      installed = await install(kind)
    })
    afterAll(() => installed.stop())

    it('leaves every other snapshot whole, and the one itself whole or gone', async () => {
      const { env, znav, home } = installed
      const clock = systemClock
      const store = env.PERTH_REDIS_URL
        ? await openRedisSnapshots({ url: env.PERTH_REDIS_URL, clock })
        : await openSqliteSnapshots({ path: await databasePath(znav, home.path), clock })
      const snapshots = new Snapshots(store, clock)
      const names = Array.from({ length: kills + 1 }, (_, at) => `s${at}`)
      const content = new Map(names.map((name, at) => [name, contentAt(at)]))
      for (const [name, is] of content) {
        await snapshots.add({ session, name, content: is, incremental: true, ttlDays: 30, events: async () => [] })
      }
      for (const name of names.slice(0, kills)) {
        const done = await killed(env, 30 + Math.random() * 150, 'snapshot', 'delete', name)
        const left = (await store.list(session)).map((meta) => meta.name)
        if (done) expect(left).not.toContain(name)
        if (!left.includes(name)) content.delete(name)
        expect(left.sort()).toEqual([...content.keys()].sort())
        for (const [other, is] of content) expect((await snapshots.read(session, other)).content).toEqual(is)
      }
      expect(await store.latest(session)).toBe(names.at(-1))
      expect(await dataOf(znav('snapshot', 'verify', '--json'))).toEqual({ checked: content.size, damaged: [] })
      await store.close()
    })
  })
})

/** Where znav keeps things, once it has begun to. */
async function databasePath(znav: Installed['znav'], home: string): Promise<string> {
  await znav('pane', 'log', 'backend', 'so that there is a database')
  return join(home, '.local', 'share', 'perth', 'perth.db')
}

withService(describe, 'zellij')('killed at random points while a session is kept', () => {
  vi.setConfig({ testTimeout: 240_000 })
  let service: ZellijService
  beforeAll(async () => {
    service = await startZellij()
  }, 120_000)
  afterAll(() => service.stop())

  it('the last good snapshot is the latest, and restores', async () => {
    const env = { ...service.env, PERTH_HOME: join(service.env.HOME ?? '', 'perth') }
    const znav = znavIn(env, { timeoutMs: 120_000 })
    await dataOf(znav('snapshot', 'create', 'good', '--json'))
    let last = 'good'
    for (let at = 0; at < kills; at++) {
      await service.run(['action', 'rename-tab', `tab ${at}`])
      const name = `s${at}`
      const done = await killed(env, 40 + Math.random() * 500, 'snapshot', 'create', name, '--incremental')
      const { snapshots } = (await dataOf(znav('snapshot', 'list', '--json'))) as {
        snapshots: { name: string; is_latest: boolean }[]
      }
      if (done) expect(snapshots[0]?.name).toBe(name)
      last = snapshots[0]?.name === name ? name : last
      expect(snapshots.find(({ is_latest }) => is_latest)?.name).toBe(last)
    }
    expect(await dataOf(znav('snapshot', 'verify', '--json'))).toMatchObject({ damaged: [] })
    const restored = await dataOf(znav('snapshot', 'restore', last, '--into', 'again', '--json'))
    expect(restored).toMatchObject({ errors: [], panes_restored: 1 })
  })
})
