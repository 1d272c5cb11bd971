import { systemClock } from '@engawa/core'
import { type RedisService, startRedis, withService } from '@engawa/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeIntentState, entryOf, eventOf, logOf, paneOf } from '../../../test/state-conformance.js'
import { openRedisState } from './redis-state.js'

const retention = { depth: 100, ttlDays: 90 }

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

  describeIntentState('Redis', {
    open: (kept, clock) => openRedisState({ url: server.url, retention: kept, clock }),
    reset: async () => {
      await raw.flushall()
    },
    damageEvent: async (id, body) => void (await raw.hset('perth:outbox:events', id, body)),
  })

  it('lets go of an event that calls itself otherwise than the outbox does, or is not there', async () => {
    await raw.flushall()
    const state = await openRedisState({ url: server.url, retention, clock: systemClock })
    await state.outbox.add(['e1', 'e2', 'e3'].map((id) => eventOf(id, Date.now())))
    await raw.hset('perth:outbox:events', 'e2', JSON.stringify(eventOf('another', Date.now()).value))
    await raw.hdel('perth:outbox:events', 'e3')
    expect((await state.outbox.pending(10)).map(({ event }) => event.id)).toEqual(['e1'])
    expect(await state.outbox.status()).toMatchObject({ pending: 1, dropped: 2 })
    await state.close()
  })

  describe('the documented keys', () => {
    const open = () => openRedisState({ url: server.url, retention, clock: systemClock })
    beforeEach(async () => {
      await raw.flushall()
    })

    it('are written by one log, each in its type, and no others', async () => {
      const state = await open()
      const now = new Date().toISOString()
      const entry = entryOf('backend', 'Fixed the token refresh', { timestamp: now, type: 'milestone' })
      const newPane = paneOf('backend', { session: 'My work', tab: 'Tab #1', meta: { ticket: '42' } })
      await state.log(logOf(entry, { newPane, artifacts: { 'src/auth.ts': now }, events: [eventOf('e1', Date.now())] }))
      await state.close()

      const types = Object.fromEntries(
        await Promise.all((await raw.keys('*')).sort().map(async (key) => [key, await raw.type(key)] as const)),
      )
      expect(types).toEqual({
        'perth:outbox': 'list',
        'perth:outbox:added': 'hash',
        'perth:outbox:events': 'hash',
        'perth:pane:backend': 'hash',
        'perth:pane:backend:artifacts': 'hash',
        'perth:pane:backend:history': 'list',
        'perth:panes': 'set',
        'perth:sessions:My work:panes': 'set',
        'perth:tabs:My work:Tab #1:panes': 'set',
      })
      expect(await raw.hgetall('perth:pane:backend')).toEqual({
        session: 'My work',
        tab: 'Tab #1',
        position: '0',
        status: 'active',
        last_intent: 'Fixed the token refresh',
        last_intent_at: now,
        created_at: newPane.createdAt,
        'meta:ticket': '42',
      })
      expect(JSON.parse((await raw.lindex('perth:pane:backend:history', 0)) ?? '')).toEqual({
        id: entry.id,
        pane_name: 'backend',
        timestamp: now,
        summary: 'Fixed the token refresh',
        entry_type: 'milestone',
        artifacts: [],
        source: 'manual',
      })
      expect(await raw.hgetall('perth:pane:backend:artifacts')).toEqual({ 'src/auth.ts': now })
      for (const key of ['perth:panes', 'perth:sessions:My work:panes', 'perth:tabs:My work:Tab #1:panes']) {
        expect(await raw.smembers(key)).toEqual(['backend'])
      }
    })

    it('follow a pane that moves', async () => {
      const state = await open()
      await state.place([paneOf('backend', { session: 'one', tab: 'a' }), paneOf('web', { session: 'one', tab: 'a' })])
      await state.place([paneOf('backend', { session: 'two', tab: 'b' })])
      await state.close()
      expect(await raw.smembers('perth:sessions:one:panes')).toEqual(['web'])
      expect(await raw.smembers('perth:tabs:one:a:panes')).toEqual(['web'])
      expect(await raw.smembers('perth:sessions:two:panes')).toEqual(['backend'])
      expect(await raw.smembers('perth:tabs:two:b:panes')).toEqual(['backend'])
    })

    it('are trimmed to the depth on the server', async () => {
      const state = await openRedisState({ url: server.url, retention: { depth: 3, ttlDays: 90 }, clock: systemClock })
      const timestamp = new Date().toISOString()
      for (const n of [1, 2, 3, 4, 5]) await state.log(logOf(entryOf('backend', `${n}`, { timestamp })))
      await state.close()
      expect(await raw.llen('perth:pane:backend:history')).toBe(3)
    })

    it('may hold what other tools wrote: missing fields are filled in, nonsense is counted', async () => {
      const timestamp = new Date().toISOString()
      await raw.hset('perth:pane:backend', 'session', 's')
      await raw.rpush(
        'perth:pane:backend:history',
        JSON.stringify({ timestamp, summary: 'by another tool' }),
        'not json',
        JSON.stringify({ summary: 'without a time' }),
        '[]',
      )
      const state = await open()
      const { entries, unreadable } = await state.history('backend')
      await state.close()
      expect(entries).toEqual([
        expect.objectContaining({ summary: 'by another tool', type: 'checkpoint', source: 'manual', artifacts: [] }),
      ])
      expect(unreadable).toBe(3)
    })
  })

  describe('the keys of version 1', () => {
    const timestamp = new Date().toISOString()
    const wire = (summary: string) => JSON.stringify({ id: summary, timestamp, summary, entry_type: 'milestone' })
    beforeEach(async () => {
      await raw.flushall()
      await raw.hset('znav:pane:old', { session: 'one', tab: 'a', position: '2', 'meta:ticket': '7' })
      await raw.rpush('znav:pane:old:history', wire('newer'), wire('older'))
      await raw.hset('znav:pane:old:artifacts', 'a.ts', timestamp)
      await raw.sadd('znav:panes', 'old')
    })

    it('are read while there is nothing newer', async () => {
      const state = await openRedisState({ url: server.url, retention, clock: systemClock })
      expect(await state.paneNames()).toEqual(['old'])
      expect(await state.panes()).toEqual([await state.pane('old')])
      expect(await state.pane('old')).toMatchObject({ session: 'one', tab: 'a', position: 2, meta: { ticket: '7' } })
      expect((await state.history('old')).entries.map((entry) => entry.summary)).toEqual(['newer', 'older'])
      expect(await state.artifacts('old')).toEqual({ 'a.ts': timestamp })
      await state.close()
      expect(await raw.keys('perth:*')).toEqual([])
    })

    it('are taken over whole by the first thing that is logged, and left as they were', async () => {
      const state = await openRedisState({ url: server.url, retention, clock: systemClock })
      const outcome = await state.log(logOf(entryOf('old', 'newest', { timestamp })))
      expect(outcome.registered).toBe(false)
      expect((await state.history('old')).entries.map((entry) => entry.summary)).toEqual(['newest', 'newer', 'older'])
      expect(await state.pane('old')).toMatchObject({ session: 'one', lastIntent: 'newest', meta: { ticket: '7' } })
      expect(await state.artifacts('old')).toEqual({ 'a.ts': timestamp })
      await state.close()
      expect(await raw.smembers('perth:sessions:one:panes')).toEqual(['old'])
      expect(await raw.lrange('znav:pane:old:history', 0, -1)).toEqual([wire('newer'), wire('older')])
    })
  })

  describe('a history that can not be read as it is stored', () => {
    it('is neither renamed nor merged into, and nobody waits for ever', { timeout: 20_000 }, async () => {
      await raw.flushall()
      await raw.hset('perth:pane:backend', 'session', 's')
      // No text: what is read of it never is what stands there.
      await raw.rpush('perth:pane:backend:history', Buffer.from([0x22, 0xff, 0xfe, 0x22]))
      const state = await openRedisState({ url: server.url, retention, clock: systemClock })
      const busy = { code: 'redis/busy', recoverable: true }
      await expect(state.rename('backend', 'api', (entry) => entry)).rejects.toMatchObject(busy)
      const incoming = { name: 'backend', fields: { goal: 'All of it' }, history: [], artifacts: {} }
      await expect(state.merge(incoming)).rejects.toMatchObject(busy)
      await state.close()
      expect(await raw.llen('perth:pane:backend:history')).toBe(1)
      expect(await raw.exists('perth:pane:api')).toBe(0)
    })
  })

  describe('a Redis that refuses', () => {
    it('because of what else is kept there is named', async () => {
      await raw.flushall()
      await raw.set('perth:pane:backend', 'a string')
      const state = await openRedisState({ url: server.url, retention, clock: systemClock })
      await expect(state.pane('backend')).rejects.toMatchObject({ code: 'redis/keyspace', exitCode: 4 })
      await state.close()
    })

    it('because of the password is named, and the password is not', async () => {
      const locked = await startRedis()
      const admin = new Redis(locked.url)
      await admin.config('SET', 'requirepass', 'correct')
      const url = locked.url.replace('://', `://:${['wr', 'ong'].join('')}@`)
      const state = await openRedisState({ url, retention, clock: systemClock })
      await expect(state.paneNames()).rejects.toMatchObject({
        code: 'redis/auth',
        message: expect.not.stringContaining('wrong@'),
      })
      await state.close()
      admin.disconnect()
      await locked.stop()
    })
  })
})

describe('a Redis that is not there', () => {
  it('is named with what to do', async () => {
    const url = `redis://someone:${['hid', 'den'].join('')}@127.0.0.1:1/2`
    const state = await openRedisState({ url, retention, clock: systemClock })
    expect(state.description).toBe('Redis at redis://127.0.0.1:1/2')
    await expect(state.pane('backend')).rejects.toMatchObject({
      code: 'redis/unreachable',
      exitCode: 4,
      message: expect.stringMatching(/redis:\/\/127\.0\.0\.1:1\/2 can't be reached: .*ECONNREFUSED/),
      hint: expect.stringContaining('znav config set redis_url'),
    })
    await state.close()
  })

  it('is refused at once when its address is none', async () => {
    const open = (url: string) => openRedisState({ url, retention, clock: systemClock })
    for (const url of ['', 'localhost', 'http://localhost:6379', 'redis:/x y']) {
      await expect(open(url)).rejects.toMatchObject({ code: 'config/redis-url', exitCode: 3 })
    }
  })
})
