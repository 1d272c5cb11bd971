import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import {
  createTempDir,
  freePort,
  type RedisService,
  startRedis,
  startServiceProcess,
  type TempDir,
  waitUntil,
  withService,
} from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificates } from '../../../test/certificates.js'
import { startRedisCluster, tell } from '../../../test/redis-servers.js'
import { all, say, textsOf } from '../../conformance/samples.js'
import { openStorage } from '../../index.js'

withService(describe, 'redis')('the redis backend', () => {
  let redis: RedisService
  let folder: TempDir
  beforeAll(async () => {
    ;[redis, folder] = await Promise.all([startRedis(), createTempDir('storage-redis-')])
  })
  afterAll(() => Promise.all([redis.stop(), folder.remove()]))

  it('says where it is and what the server promises, anew after each connect', async () => {
    const durability = async () => {
      const store = await openStorage({ type: 'redis', port: redis.port, keyPrefix: 'promise:' })
      await store.close()
      expect(store.info).toMatchObject({ type: 'redis', location: `redis://127.0.0.1:${redis.port}/0 promise:*` })
      return store.info.capabilities.durability
    }
    expect(await durability()).toBe('fsync')
    await tell(redis.port, 'CONFIG', 'SET', 'appendfsync', 'everysec')
    expect(await durability()).toBe('os')
    await tell(redis.port, 'CONFIG', 'SET', 'appendonly', 'no')
    expect(await durability()).toBe('none')

    const store = await openStorage({ type: 'redis', port: redis.port })
    await redis.restart()
    await store.kv.get('k').catch(() => undefined)
    await store.kv.get('k')
    expect(store.info.capabilities.durability).toBe('fsync')
    await store.close()
  })

  it('refuses a wrong password, a missing one and too few rights, and shows no password', async () => {
    const password = randomUUID()
    const wrong = randomUUID()
    await tell(redis.port, 'ACL', 'SETUSER', 'locked', 'on', `>${password}`, '~*', '&*', '+@all')
    await tell(redis.port, 'ACL', 'SETUSER', 'reader', 'on', `>${password}`, '~*', '&*', '+@read', '+info')
    const attempt = (username: string, given: string) =>
      openStorage({ type: 'redis', url: `redis://${username}:${given}@127.0.0.1:${redis.port}` })
    for (const username of ['locked', 'nobody']) {
      const error = await attempt(username, wrong).catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'storage/auth', hint: expect.any(String) })
      expect(inspect(error, { depth: 9 })).not.toContain(wrong)
    }
    const store = await attempt('locked', password)
    expect(JSON.stringify([store.info, await store.health()])).not.toContain(password)
    await store.close()

    const reading = await attempt('reader', password)
    expect(await reading.sessions.get('s')).toBeUndefined()
    const refusal = await say(reading, 's', 'my own words').catch((reason: unknown) => reason)
    expect(refusal).toMatchObject({ code: 'storage/eacces' })
    // Clients hang what was sent on their errors.
    expect(inspect(refusal, { depth: 9 })).not.toContain('my own words')
    await reading.close()

    await tell(redis.port, 'CONFIG', 'SET', 'requirepass', password)
    await expect(openStorage({ type: 'redis', port: redis.port })).rejects.toMatchObject({ code: 'storage/auth' })
    await redis.restart()
  })

  it('keeps projects apart by prefix, whatever characters it is of', async () => {
    const stores = await Promise.all(
      ['a:', 'a*', 'a[b]', '{a}', 'a{b'].map((keyPrefix) =>
        openStorage({ type: 'redis', port: redis.port, keyPrefix }),
      ),
    )
    for (const [index, store] of stores.entries()) {
      await say(store, 's', `in ${index}`)
      await store.kv.set('k', index)
    }
    for (const [index, store] of stores.entries()) {
      expect(await textsOf(store, 's')).toEqual([`in ${index}`])
      expect(await all(store.kv.keys())).toEqual(['k'])
      expect(await store.search({ query: 'in' })).toMatchObject({ items: [{ message: { seq: 1 } }] })
      await store.close()
    }
  })

  it('gives a value its time to live with the value, to Redis itself too', async () => {
    const store = await openStorage({ type: 'redis', port: redis.port, keyPrefix: 'ttl:' })
    await store.kv.set('short', 1, { ttlMs: 0.5 })
    await store.kv.set('hour', 1, { ttlMs: 3_600_000 })
    await store.kv.set('ever', 1, { ttlMs: Number.MAX_VALUE })
    expect(Number(await tell(redis.port, 'PTTL', 'ttl:kv:hour'))).toBeGreaterThan(3_000_000)
    await waitUntil('Redis has dropped it', async () => (await tell(redis.port, 'EXISTS', 'ttl:kv:short')) === 0)
    expect((await all(store.kv.keys())).toSorted()).toEqual(['ever', 'hour'])
    await store.close()
  })

  it('refuses keys of a newer form, and those of another program', async () => {
    await tell(redis.port, 'HSET', 'newer:meta', 'format', '2', 'id', 'x')
    await expect(openStorage({ type: 'redis', port: redis.port, keyPrefix: 'newer:' })).rejects.toMatchObject({
      code: 'storage/format',
      hint: expect.stringContaining('Update'),
    })
    await tell(redis.port, 'SET', 'other:meta', 'x')
    await expect(openStorage({ type: 'redis', port: redis.port, keyPrefix: 'other:' })).rejects.toMatchObject({
      code: 'storage/corrupt',
    })
  })

  it('makes its search index anew when the data was replaced', async () => {
    const store = await openStorage({ type: 'redis', port: redis.port, keyPrefix: 'search:' })
    const found = async () => (await all(store.search({ query: 'word' }))).map(({ message }) => message.sessionId)
    await say(store, 'old', 'a word')
    await say(store, 'other', 'another')
    expect(await found()).toEqual(['old'])
    await tell(redis.port, 'FLUSHALL')
    await say(store, 'new', 'the word')
    expect(await found()).toEqual(['new'])
    await store.close()
  })

  it('finds its master by Sentinel', async () => {
    const port = await freePort()
    const config = join(folder.path, 'sentinel.conf')
    writeFileSync(config, `port ${port}\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 ${redis.port} 1\n`)
    const sentinel = startServiceProcess('redis-server', [config, '--sentinel'])
    try {
      await waitUntil('the Sentinel answers', async () => (await tell(port, 'PING')) === 'PONG', {
        explain: sentinel.output,
      })
      const store = await openStorage({ type: 'redis', sentinel: { name: 'main', nodes: [{ port }] } })
      await say(store, 's', 'by way of a Sentinel')
      expect(await textsOf(store, 's')).toEqual(['by way of a Sentinel'])
      expect(store.info.location).toBe(`redis://127.0.0.1:${port}/main engawa:*`)
      await store.close()
    } finally {
      await sentinel.stop()
    }
    const gone = openStorage({ type: 'redis', sentinel: { name: 'main', nodes: [{ port }] } })
    await expect(gone).rejects.toMatchObject({ code: 'storage/unreachable' })
  })

  it('finds a cluster again that was down', async () => {
    const cluster = await startRedisCluster(1)
    try {
      const store = await openStorage({ type: 'redis', cluster: { nodes: [{ port: cluster.port }] } })
      await say(store, 's', 'before')
      await cluster.nodes[0]?.kill()
      const unreachable = { code: 'storage/unreachable', recoverable: true }
      await expect(say(store, 's', 'lost')).rejects.toMatchObject(unreachable)
      await expect(store.kv.get('k')).rejects.toMatchObject(unreachable)
      await cluster.nodes[0]?.restart()
      await waitUntil('the cluster serves', () => say(store, 's', 'after').then(() => true))
      expect(await textsOf(store, 's')).toEqual(['before', 'after'])
      await store.close()
    } finally {
      await cluster.stop()
    }
  })

  it('speaks TLS with a server whose certificate it can verify, and with no other', async () => {
    const { ca, cert, key, file } = await makeCertificates(folder.path)
    const port = await freePort()
    const files = [
      '--tls-cert-file',
      file('tls.crt'),
      '--tls-key-file',
      file('tls.key'),
      '--tls-ca-cert-file',
      file('ca.crt'),
    ]
    const secure = await startRedis({ args: ['--tls-port', String(port), ...files] })
    try {
      const url = `rediss://127.0.0.1:${port}`
      await expect(openStorage({ type: 'redis', url })).rejects.toMatchObject({
        code: 'storage/tls',
        hint: expect.stringContaining('tls.ca'),
      })
      // A certificate of our own is asked for.
      await expect(openStorage({ type: 'redis', url, tls: { ca } })).rejects.toMatchObject({ exitCode: 6 })
      const store = await openStorage({ type: 'redis', url, tls: { ca, cert, key } })
      expect(store.info.location).toContain('rediss://')
      await say(store, 's', 'in private')
      await store.close()
    } finally {
      await secure.stop()
    }
  })
})
