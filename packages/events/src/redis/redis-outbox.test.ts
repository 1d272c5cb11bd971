import { type RedisService, startRedis, withService } from '@engawa/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClock } from '../../test/clock-for-tests.js'
import { outboxSuite } from '../../test/outbox-suite.js'
import { milestone, milestones } from '../../test/sample-events.js'
import { createRedisOutbox } from './redis-outbox.js'
import { redisOutboxRequest } from './redis-outbox-request.js'
import { redisOutboxFunctions } from './redis-outbox-scripts.js'

withService(describe, 'redis')('with a Redis', () => {
  let server: RedisService
  let client: Redis
  let outboxes = 0

  beforeAll(async () => {
    server = await startRedis()
    client = new Redis(server.url, { lazyConnect: false })
  })
  afterAll(async () => {
    client.disconnect()
    await server.stop()
  })

  const freshPrefix = () => `test${++outboxes}:outbox`

  outboxSuite('redis', (options) => createRedisOutbox(client, { prefix: freshPrefix(), ...options }))

  it('stores the fact and its event in one script, or neither', async () => {
    const prefix = freshPrefix()
    const outbox = createRedisOutbox(client, { prefix })
    const store = (fails: boolean) => `
      ${redisOutboxFunctions(prefix)}
      local log = cjson.decode(ARGV[1])
      ${fails ? "error('refused before anything is written')" : ''}
      redis.call('RPUSH', '${prefix}:facts', log.fact)
      outbox_add(log)
      return 1`
    const ask = async (fact: string) => JSON.stringify({ fact, ...redisOutboxRequest([await milestone()], Date.now()) })
    await client.eval(store(false), 0, await ask('kept'))
    await expect(client.eval(store(true), 0, await ask('lost'))).rejects.toThrow('refused before')
    expect(await client.lrange(`${prefix}:facts`, 0, -1)).toEqual(['kept'])
    expect((await outbox.status()).pending).toBe(1)
  })

  it('is shared by several connections, each event once', async () => {
    const prefix = freshPrefix()
    const others = [1, 2, 3].map(() => new Redis(server.url))
    const outboxes = others.map((other) => createRedisOutbox(other, { prefix }))
    const events = await milestones(60)
    await Promise.all(events.map((event, index) => outboxes[index % 3]?.add([event])))
    const claims = await Promise.all(outboxes.map((outbox) => outbox.claim(40, 10_000)))
    const ids = claims.flat().map(({ event }) => event.id)
    expect([...ids].sort()).toEqual(events.map(({ value }) => value.id).sort())
    for (const other of others) other.disconnect()
  })

  it('steps over what is damaged or gone, and records it', async () => {
    const prefix = freshPrefix()
    const outbox = createRedisOutbox(client, { prefix, clock: createTestClock() })
    const events = await milestones(4)
    await outbox.add(events)
    const [damaged = '', gone = '', renamed = '', sound = ''] = events.map(({ value }) => value.id)
    await client.hset(`${prefix}:events`, damaged, '{"id":')
    await client.hdel(`${prefix}:events`, gone)
    await client.hset(`${prefix}:events`, renamed, JSON.stringify({ ...events[2]?.value, id: 'another' }))
    expect((await outbox.claim(10, 1_000)).map(({ event }) => event.id)).toEqual([sound])
    expect(await outbox.status()).toMatchObject({ pending: 1, dropped: 3 })
    expect(await outbox.dropped()).toMatchObject([
      { reason: 'unreadable', event_type: 'perth.milestone.recorded', count: 1 },
      { reason: 'unreadable', event_type: 'unknown', count: 2 },
    ])
  })

  it('says so when Redis takes no writes', async () => {
    const outbox = createRedisOutbox(client, { prefix: freshPrefix() })
    await client.config('SET', 'min-replicas-to-write', '1')
    try {
      await expect(outbox.add([await milestone()])).rejects.toMatchObject({ code: 'event/outbox', recoverable: true })
    } finally {
      await client.config('SET', 'min-replicas-to-write', '0')
    }
  })
})
