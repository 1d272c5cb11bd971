import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type RedisService, startRedis, waitUntil, withService } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { all, say, textsOf, userSays } from '../conformance/samples.js'
import { type ChainStore, type FallbackEvent, openStorage, type StorageOptions } from '../index.js'

const folder = () => mkdtempSync(join(tmpdir(), 'chain-'))
const soon = { probeMs: { first: 20, most: 100 }, sweepMs: 50 }

withService(describe, 'redis')('a chain of Redis, a folder and memory', () => {
  let redis: RedisService
  const open: ChainStore[] = []
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterEach(() => Promise.all(open.splice(0).map((store) => store.close())))
  afterAll(() => redis.stop())

  const primary = (keyPrefix: string) => ({ type: 'redis', port: redis.port, keyPrefix }) as const

  async function chain(keyPrefix: string, directory: string, more: object = {}) {
    const events: FallbackEvent[] = []
    const store = await openStorage({
      type: 'chain',
      chain: [primary(keyPrefix), { type: 'file', directory }, { type: 'memory' }],
      onEvent: (event) => events.push(event),
      ...soon,
      ...more,
    })
    open.push(store)
    return { store, events }
  }
  const redisAlone = (keyPrefix: string) => openStorage(primary(keyPrefix))
  const recovered = (store: ChainStore) => waitUntil('Redis serves again', () => store.info.outage === undefined)

  it('uses Redis alone while it answers, and makes no folder', async () => {
    const directory = join(folder(), 'outage')
    const { store, events } = await chain('well:', directory)
    const { backend, outage } = await store.messages.append({ sessionId: 's', messages: [userSays('a')] })
    expect([backend, outage, store.info.type, events]).toEqual(['redis', undefined, 'redis', []])
    expect(existsSync(directory)).toBe(false)
  })

  it('says who serves and why, keeps its own words, and puts them into Redis once it is back', async () => {
    const { store, events } = await chain('back:', folder())
    await say(store, 's', 'before')
    await redis.kill()
    const during = await store.messages.append({ sessionId: 's', messages: [userSays('during')], idempotencyKey: 'k' })
    expect(during).toMatchObject({
      backend: 'file',
      durability: 'fsync',
      outage: { of: 'redis', code: 'storage/unreachable', reason: expect.stringContaining('Redis at redis://') },
    })
    await store.sessions.create({ id: 't', title: 'begun without Redis' })
    await say(store, 't', 'one')
    await store.sessions.update('t', { metadata: { a: 1 } })
    await say(store, 't', 'two')
    await store.sessions.delete('t')
    await store.kv.set('key', 1)
    await store.kv.set('gone', 1)
    await store.kv.delete('gone')
    // What the stand-in knows, and a word that it is not all.
    expect(await textsOf(store, 's')).toEqual(['during'])
    expect([store.info.type, store.info.outage?.of]).toEqual(['file', 'redis'])
    expect(await store.kv.get('key')).toBe(1)
    expect(await all(store.kv.keys())).toEqual(['key'])
    expect((await store.health()).details).toMatchObject({
      serving: 'file',
      chain: [
        { type: 'redis', healthy: false, code: 'storage/unreachable' },
        { type: 'file', pending: true },
        { type: 'memory', pending: false },
      ],
    })
    await redis.restart()
    await recovered(store)
    expect(await textsOf(store, 's')).toEqual(['before', 'during'])
    expect((await all(store.messages.list({ sessionId: 's' }))).at(-1)).toMatchObject({
      id: during.messages[0]?.id,
      createdAt: during.messages[0]?.createdAt,
      seq: 2,
    })
    expect(
      (await store.messages.append({ sessionId: 's', messages: [userSays('x')], idempotencyKey: 'k' })).replayed,
    ).toBe(true)
    const [t] = await all(store.sessions.list({ includeDeleted: true, order: 'asc' })).then((sessions) =>
      sessions.filter(({ id }) => id === 't'),
    )
    expect(t).toMatchObject({ title: 'begun without Redis', metadata: { a: 1 }, messageCount: 2 })
    expect(t?.deletedAt).toBeDefined()
    expect(await store.kv.get('key')).toBe(1)
    expect(events.map(({ type }) => type)).toEqual(['outage', 'recovered'])
    expect(events[0]).toMatchObject({
      backend: 'redis',
      servedBy: 'file',
      message: expect.stringContaining('file keeps'),
    })
    expect(events[1]).toMatchObject({ merged: { sessions: 2, messages: 3, values: 2, adjusted: [] } })
    expect((await store.health()).details).toMatchObject({
      serving: 'redis',
      chain: [{ healthy: true, latencyMs: expect.any(Number) }, { pending: false }, { pending: false }],
    })
  })

  it('opens without Redis, refuses what only Redis can decide, and hands on to the next process', async () => {
    const directory = folder()
    await redis.kill()
    const { store } = await chain('next:', directory)
    expect(store.info).toMatchObject({ type: 'file', outage: { of: 'redis' } })
    await say(store, 's', 'first')
    await expect(
      store.messages.append({ sessionId: 's', messages: [userSays('x')], expectedSeq: 1 }),
    ).rejects.toMatchObject({ code: 'storage/outage', recoverable: true })
    for (const refused of [
      store.sessions.purge('s'),
      store.watch(),
      store.searchIndex.rebuild(),
      store.personas.list().then((page) => page),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'storage/outage' })
    }
    await store.close()
    await redis.restart()
    const { store: next, events } = await chain('next:', directory)
    await say(next, 's', 'second')
    expect(await textsOf(next, 's')).toEqual(['first', 'second'])
    expect(events).toMatchObject([{ type: 'recovered', merged: { messages: 1 } }])
    expect(readdirSync(join(directory, 'sessions'))).toEqual([])
  })

  it('keeps what another machine said meanwhile, each in its own order', async () => {
    const { store } = await chain('two:', folder(), { probeMs: { first: 60_000, most: 60_000 } })
    const other = await redisAlone('two:')
    await say(store, 's', 'both')
    // Only this store is cut off.
    await redis.kill()
    await say(store, 's', 'here 1', 'here 2')
    await redis.restart()
    await waitUntil('the other is connected', () => say(other, 's', 'there 1', 'there 2').then(() => true))
    await store.sync()
    await say(store, 's', 'here 3')
    const messages = await all(other.messages.list({ sessionId: 's' }))
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
    expect(await textsOf(other, 's')).toEqual(['both', 'there 1', 'there 2', 'here 1', 'here 2', 'here 3'])
    await other.close()
  })

  it('drops nothing when a session was deleted or an id taken elsewhere', async () => {
    const { store, events } = await chain('odd:', folder(), { probeMs: { first: 60_000, most: 60_000 } })
    const other = await redisAlone('odd:')
    await say(store, 'deleted', 'one')
    await redis.kill()
    await say(store, 'deleted', 'two')
    const mine = { ...userSays('mine'), id: 'same' }
    const equal = { ...userSays('equal'), id: 'equal' }
    await store.messages.append({ sessionId: 'ids', messages: [mine] })
    await store.messages.append({ sessionId: 'ids', messages: [equal] })
    await redis.restart()
    await waitUntil('the other is connected', () => other.sessions.delete('deleted').then(() => true))
    await other.messages.append({ sessionId: 'ids', messages: [{ ...userSays('theirs'), id: 'same' }] })
    await other.messages.append({ sessionId: 'ids', messages: [equal] })
    await store.sync()
    await store.sync()
    expect(await textsOf(store, 'deleted')).toEqual(['one', 'two'])
    expect(await textsOf(store, 'ids')).toEqual(['theirs', 'equal', 'mine'])
    expect(events.at(-1)).toMatchObject({
      merged: { messages: 2, known: 1, adjusted: [expect.stringContaining('"'), expect.stringContaining('"')] },
    })
    await other.close()
  })

  it('keeps what is said meanwhile sealed, and it opens once it is merged, also under another id', async () => {
    const key = { id: '1', bytes: randomBytes(32) }
    const encryption = { keys: { current: () => key, byId: (id: string) => (id === key.id ? key : undefined) } }
    const directory = folder()
    const { store } = await chain('sealed:', directory, { encryption, probeMs: { first: 60_000, most: 60_000 } })
    await say(store, 's', 'before')
    await redis.kill()
    const mine = { ...userSays('my heron'), id: 'same' }
    await store.messages.append({ sessionId: 's', messages: [mine], idempotencyKey: 'k' })
    await store.sessions.create({ id: 't', title: 'a heron' })
    expect(await textsOf(store, 's')).toEqual(['my heron'])
    const kept = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const bytes = kept.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('')
    expect(bytes).toContain('engawa:sealed')
    expect(bytes).not.toContain('heron')
    await redis.restart()
    const other = await openStorage({ ...primary('sealed:'), encryption })
    await other.messages.append({ sessionId: 's', messages: [{ ...userSays('theirs'), id: 'same' }] })
    await store.sync()
    await store.sync()
    expect(await textsOf(other, 's')).toEqual(['before', 'theirs', 'my heron'])
    expect((await other.sessions.get('t'))?.title).toBe('a heron')
    expect((await other.reseal()).messages).toBe(0)
    await other.close()
  })

  it('fails when Redis is required, and then too merges what was kept before', async () => {
    const directory = folder()
    await redis.kill()
    const { store } = await chain('must:', directory)
    await say(store, 's', 'kept')
    await store.close()
    const unreachable = { code: 'storage/unreachable' }
    await expect(chain('must:', directory, { required: true })).rejects.toMatchObject(unreachable)
    await redis.restart()
    const { store: strict } = await chain('must:', directory, { required: true })
    expect(await textsOf(strict, 's')).toEqual(['kept'])
    await redis.kill()
    await expect(say(strict, 's', 'x')).rejects.toMatchObject(unreachable)
    expect(strict.info.outage).toBeUndefined()
    await redis.restart()
    await say(strict, 's', 'again')
    expect(await textsOf(strict, 's')).toEqual(['kept', 'again'])
  })

  it('goes on in memory when the folder fails too, says so, and merges that too', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    const { store, events } = await chain('last:', file)
    await redis.kill()
    const { backend, durability } = await store.messages.append({ sessionId: 's', messages: [userSays('a')] })
    expect([backend, durability]).toEqual(['memory', 'none'])
    // The journal in the folder can't be looked at either, and might hold something.
    expect(events.filter(({ type }) => type === 'outage')).toMatchObject([{ backend: 'file', servedBy: 'memory' }])
    expect(events.some(({ type }) => type === 'merge-failed')).toBe(true)
    await redis.restart()
    await recovered(store)
    expect(await textsOf(store, 's')).toEqual(['a'])
  })

  it('says what is gone when memory was all there was', async () => {
    await redis.kill()
    const events: FallbackEvent[] = []
    const store = await openStorage({
      type: 'chain',
      chain: [primary('gone:'), { type: 'memory' }],
      onEvent: (event) => events.push(event),
    })
    await say(store, 's', 'x')
    await store.close()
    expect(events.map(({ type }) => type)).toEqual(['outage', 'lost'])
    await redis.restart()
  })

  it('does not fall back over a wrong password', async () => {
    const options: StorageOptions = {
      type: 'chain',
      chain: [{ ...primary('p:'), username: 'nobody', password: 'x'.repeat(9) }, { type: 'memory' }],
    }
    await expect(openStorage(options)).rejects.toMatchObject({ code: 'storage/auth' })
  })

  it('looks at a Redis that is away one look at a time, whatever is called meanwhile', async () => {
    const port = await freePort()
    const store = await openStorage({
      type: 'chain',
      chain: [{ type: 'redis', port }, { type: 'memory' }],
      probeMs: { first: 60_000, most: 60_000 },
    })
    const { createServer } = await import('node:net')
    let connections = 0
    const impostor = createServer((socket) => {
      connections += 1
      socket.destroy()
    }).listen(port, '127.0.0.1')
    await Promise.all(Array.from({ length: 50 }, (_, n) => say(store, 's', `${n}`)))
    expect(connections).toBe(0)
    await Promise.allSettled(Array.from({ length: 20 }, () => store.sync()))
    expect(connections).toBe(1)
    impostor.close()
    await store.close()
  })
})

describe('a chain', () => {
  it.each([
    [{ chain: [] }, 'chain'],
    [{}, 'chain'],
    [{ chain: [{ type: 'floppy' }] }, 'type'],
    [{ chain: [{ type: 'memory' }, { type: 'sqlite', path: 'x' }] }, 'chain[1].type'],
    [{ chain: [{ type: 'memory' }], probeMs: { first: 0, most: 1 } }, 'probeMs.first'],
  ])('refuses %j, naming the option', async (options, field) => {
    await expect(openStorage({ type: 'chain', ...options } as StorageOptions)).rejects.toMatchObject({
      details: { field },
    })
  })
})
