import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '@engawa/core'
import { type RedisService, startRedis, withService } from '@engawa/testkit'
import Sqlite from 'better-sqlite3'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionContent } from '../model.js'
import { openRedisSnapshots } from './redis-snapshots.js'
import type { SnapshotStore } from './snapshot-store.js'
import { Snapshots } from './snapshots.js'
import { openSqliteSnapshots } from './sqlite-snapshots.js'

const session = 'My work: 🏯'
const dayMs = 24 * 60 * 60 * 1000

/** Twenty panes in a tab, so that a whole one is worth zipping, and one of them somewhere. */
const contentAt = (cwd: string): SessionContent => {
  const keys = Array.from({ length: 20 }, (_, at) => `terminal_${at}`)
  const panes = keys.map((key) => [key, { name: `pane ${key}`, cwd: key === 'terminal_7' ? cwd : `/home/work/${key}` }])
  return {
    zellij: '0.45.0',
    display: { columns: 200, rows: 50 },
    template: '',
    tabs: { tab_0: { name: 'api', position: 0, active: true, tiled: keys.map((pane) => ({ pane })), floating: [] } },
    panes: Object.fromEntries(panes),
  }
}

function describeSnapshots(label: string, open: (clock: Clock) => Promise<SnapshotStore>, reset: () => Promise<void>) {
  describe(`snapshots in ${label}`, () => {
    let now = Date.now()
    const clock: Clock = { now: () => now, monotonic: () => now }
    const withSnapshots = async (work: (snapshots: Snapshots) => Promise<void>) => {
      await reset()
      const store = await open(clock)
      try {
        await work(new Snapshots(store, clock))
      } finally {
        await store.close()
      }
    }
    const add = (snapshots: Snapshots, name: string, cwd: string, incremental = true, ttlDays = 30) => {
      now += 1000
      const content = contentAt(cwd)
      return snapshots.add({ session, name, content, incremental, ttlDays, events: async () => [] })
    }

    it('are read as they were, whole or as small patches', () =>
      withSnapshots(async (snapshots) => {
        const first = await add(snapshots, 'a', '/a')
        const second = await add(snapshots, 'b', '/b')
        expect(first.meta.parent).toBeUndefined()
        expect(second.meta).toMatchObject({ parent: 'a', depth: 1, tabCount: 1, paneCount: 20 })
        expect(second.data.length).toBeLessThan(200)
        expect((await snapshots.read(session, 'a')).content).toEqual(contentAt('/a'))
        expect((await snapshots.read(session, 'b')).content).toEqual(contentAt('/b'))
        expect((await snapshots.store.list()).map(({ name, latest }) => [name, latest])).toEqual([
          ['b', true],
          ['a', false],
        ])
      }))

    it('become whole again every so often', () =>
      withSnapshots(async (snapshots) => {
        for (let at = 0; at < 12; at++) await add(snapshots, `s${at}`, `/${at}`)
        const depths = (await snapshots.store.list(session)).map(({ depth }) => depth).reverse()
        expect(depths).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
        expect((await snapshots.read(session, 's9')).content).toEqual(contentAt('/9'))
      }))

    it('stay whole when what they build on is deleted, wherever it is in the chain', () =>
      withSnapshots(async (snapshots) => {
        for (const name of ['a', 'b', 'c', 'd']) await add(snapshots, name, `/${name}`)
        expect(await snapshots.remove(session, 'b')).toEqual(['c'])
        expect(await snapshots.remove(session, 'a')).toEqual(['c'])
        expect(await snapshots.remove(session, 'd')).toEqual([])
        expect(await snapshots.store.latest(session)).toBe('c')
        expect((await snapshots.read(session, 'c')).content).toEqual(contentAt('/c'))
        await expect(snapshots.read(session, 'b')).rejects.toMatchObject({ code: 'not-found/snapshot' })
        await snapshots.remove(session, 'c')
        expect(await snapshots.store.latest(session)).toBeUndefined()
        expect(await snapshots.store.list()).toEqual([])
      }))

    it('are refused under a name that is taken', () =>
      withSnapshots(async (snapshots) => {
        await add(snapshots, 'a', '/a')
        await expect(add(snapshots, 'a', '/b')).rejects.toMatchObject({ code: 'snapshot/exists' })
        expect((await snapshots.read(session, 'a')).content).toEqual(contentAt('/a'))
      }))

    it('lose none to one another when many are taken at once', () =>
      withSnapshots(async (snapshots) => {
        await add(snapshots, 'base', '/base')
        await Promise.all(['u', 'v', 'w', 'x'].map((name) => add(snapshots, name, `/${name}`)))
        await Promise.all([snapshots.remove(session, 'base'), add(snapshots, 'y', '/y')])
        for (const name of ['u', 'v', 'w', 'x', 'y']) {
          expect((await snapshots.read(session, name)).content).toEqual(contentAt(`/${name}`))
        }
      }))

    it('are kept for as long as one that builds on them', () =>
      withSnapshots(async (snapshots) => {
        await add(snapshots, 'old', '/old', false, 10)
        await add(snapshots, 'new', '/new', true, 30)
        const [newest, oldest] = await snapshots.store.list()
        expect(oldest?.expiresAt).toBe(newest?.expiresAt)
        expect((newest?.expiresAt ?? 0) - now).toBe(30 * dayMs)
      }))
  })
}

const folder = mkdtempSync(join(tmpdir(), 'znav-snapshots-'))
const path = join(folder, 'perth.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeSnapshots(
  'SQLite',
  (clock) => openSqliteSnapshots({ path, clock }),
  async () => rmSync(path, { force: true }),
)

it('a snapshot can be deleted where a shorter-lived one on it has ended', async () => {
  rmSync(path, { force: true })
  let now = Date.now()
  const clock: Clock = { now: () => now, monotonic: () => now }
  const store = await openSqliteSnapshots({ path, clock })
  const snapshots = new Snapshots(store, clock)
  const add = (name: string, ttlDays: number) =>
    snapshots.add({ session, name, content: contentAt(`/${name}`), incremental: true, ttlDays, events: async () => [] })
  await add('base', 30)
  expect((await add('patch', 1)).meta.parent).toBe('base')
  now += 2 * dayMs
  expect(await snapshots.remove(session, 'base')).toEqual([])
  expect(await store.list()).toEqual([])
  await store.close()
})

it('a damaged snapshot is named, and what is built on none of it can be read', async () => {
  rmSync(path, { force: true })
  let now = Date.now()
  const clock: Clock = { now: () => now, monotonic: () => now }
  const store = await openSqliteSnapshots({ path, clock })
  const snapshots = new Snapshots(store, clock)
  const add = (name: string, incremental: boolean) =>
    snapshots.add({ session, name, content: contentAt(`/${name}`), incremental, ttlDays: 30, events: async () => [] })
  await add('base', false)
  await add('patch', true)
  await add('whole', false)
  const db = new Sqlite(path)
  db.prepare("UPDATE snapshots SET data = ? WHERE name = 'base'").run(Buffer.from('{"format":1,"content":{"tabs":{}}}'))
  db.close()
  for (const name of ['base', 'patch']) {
    await expect(snapshots.read(session, name)).rejects.toMatchObject({
      code: 'snapshot/damaged',
      message: expect.stringContaining('snapshot base'),
    })
  }
  expect((await snapshots.read(session, 'whole')).content).toEqual(contentAt('/whole'))
  now += 31 * dayMs
  expect(await store.list()).toEqual([])
  expect(await store.latest(session)).toBeUndefined()
  await store.close()
})

withService(describe, 'redis')('with a Redis', () => {
  let server: RedisService
  let raw: Redis
  beforeAll(async () => {
    server = await startRedis()
    raw = new Redis(server.url)
  })
  afterAll(async () => {
    raw.disconnect()
    await server.stop()
  })
  describeSnapshots(
    'Redis',
    (clock) => openRedisSnapshots({ url: server.url, clock }),
    async () => void (await raw.flushall()),
  )

  it('keeps the documented keys, for as long as is said', async () => {
    await raw.flushall()
    const clock: Clock = systemClock
    const store = await openRedisSnapshots({ url: server.url, clock })
    const snapshots = new Snapshots(store, clock)
    const content = contentAt('/a')
    await snapshots.add({
      session: 'work',
      name: 'a',
      content,
      incremental: false,
      ttlDays: 30,
      events: async () => [],
    })
    await store.close()
    const types = await Promise.all((await raw.keys('*')).sort().map(async (key) => [key, await raw.type(key)]))
    expect(types).toEqual([
      ['perth:snapshots:work:a', 'hash'],
      ['perth:snapshots:work:a:data', 'string'],
      ['perth:snapshots:work:index', 'zset'],
      ['perth:snapshots:work:latest', 'string'],
    ])
    expect(await raw.hgetall('perth:snapshots:work:a')).toMatchObject({
      session: 'work',
      is_incremental: 'false',
      parent: '',
      tab_count: '1',
      pane_count: '20',
    })
    expect((await raw.getBuffer('perth:snapshots:work:a:data'))?.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
    expect(await raw.pttl('perth:snapshots:work:a:data')).toBeGreaterThan(29 * dayMs)
    expect(await raw.get('perth:snapshots:work:latest')).toBe('a')
  })
})
