import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { freePort, type RedisService, startRedis, startServiceProcess, waitUntil, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificates } from '../../test/certificates.js'
import { startRedisCluster, tell } from '../../test/redis-servers.js'
import { say, textsOf } from '../conformance/samples.js'
import {
  openStorage,
  readStorageConfig,
  type StorageConfig,
  storageConfigFromEnvironment,
  storageOptionsFrom,
} from '../index.js'

const folder = () => mkdtempSync(join(tmpdir(), 'config-'))
const context = (more: object = {}) => ({ directory: '/base', home: '/home/me', env: {}, ...more })
const wrong = (value: unknown) => value as StorageConfig

/** The primary that a configuration leads to. */
function primaryOf(config: StorageConfig, more: object = {}) {
  const options = storageOptionsFrom(config, context(more))
  return options.type === 'chain' ? options.chain[0] : options
}

describe('a storage configuration', () => {
  it('is a folder beside it unless told', () => {
    expect(storageOptionsFrom({}, context())).toEqual({ type: 'file', directory: '/base/conversations' })
    expect(primaryOf({ file_directory: '~/chats' })).toEqual({ type: 'file', directory: '/home/me/chats' })
    expect(primaryOf({ type: 'sqlite', sqlite_path: '/x/chat.db' })).toEqual({ type: 'sqlite', path: '/x/chat.db' })
    expect(primaryOf({ type: 'sqlite' }, { project: 'p' })).toEqual({
      type: 'sqlite',
      path: '/base/projects/p/chat.db',
    })
  })

  it('gives a server those that stand in for it', () => {
    const chain = (fallback?: 'file' | 'memory' | 'none') =>
      storageOptionsFrom({ type: 'redis', ...(fallback && { fallback }) }, context())
    const journal = { type: 'file', directory: expect.stringMatching(/^\/base\/outage\/redis-[0-9a-f]{16}$/) }
    const redis = { type: 'redis', keyPrefix: 'zen:' }
    expect(chain()).toMatchObject({ type: 'chain', chain: [redis, journal, { type: 'memory' }] })
    expect(chain('memory')).toMatchObject({ chain: [redis, { type: 'memory' }] })
    expect(chain('none')).toMatchObject({ chain: [redis, journal], required: true })
  })

  it('seals what is written with the keys of whoever reads it, in the chain as a whole', async () => {
    const keys = { current: () => ({ id: '1', bytes: randomBytes(32) }), byId: () => undefined }
    const config = storageConfigFromEnvironment({ ENGAWA_STORAGE_ENCRYPTION: 'true' })
    expect(storageOptionsFrom(config, context({ keys }))).toMatchObject({ type: 'file', encryption: { keys } })
    const chain = storageOptionsFrom({ type: 'redis', encryption: true }, context({ keys }))
    expect(chain).toMatchObject({ type: 'chain', encryption: { keys } })
    expect(inspect(chain.type === 'chain' && chain.chain)).not.toContain('encryption')
    expect(storageOptionsFrom({ encryption: false }, context({ keys }))).not.toHaveProperty('encryption')
    expect(() => storageOptionsFrom({ encryption: true }, context())).toThrow(/encryption/)
    expect(() => storageOptionsFrom(wrong({ encryption: 'yes' }), context({ keys }))).toThrow(/true or false/)
  })

  it('says how long sessions are kept, of each project by itself', async () => {
    const day = 24 * 60 * 60 * 1_000
    const config = storageConfigFromEnvironment({
      ENGAWA_STORAGE_RETENTION_DAYS: '90',
      ENGAWA_STORAGE_RETENTION_REMOVAL: 'purge',
      ENGAWA_STORAGE_RETENTION_KEEP: '3',
      ENGAWA_STORAGE_ARCHIVE_AFTER_DAYS: '0.5',
    })
    const retention = { maxAgeMs: 90 * day, archiveAfterMs: day / 2, removal: 'purge', keep: 3 }
    expect(storageOptionsFrom(config, context({ project: 'p' }))).toMatchObject({ type: 'file', retention })
    expect(storageOptionsFrom({ ...config, type: 'redis' }, context())).toMatchObject({ type: 'chain', retention })
    expect(storageOptionsFrom({ retention_keep: 3 }, context())).not.toHaveProperty('retention')
    for (const wrongly of [
      { retention_days: -1 },
      { archive_after_days: 'x' },
      { retention_days: 1, retention_keep: 0.5 },
    ]) {
      expect(() => storageOptionsFrom(wrong(wrongly), context())).toThrow(/days|keep/)
    }
    const place = { type: 'memory', retention_days: 1 } as const
    const store = await openStorage(storageOptionsFrom(place, context()))
    await say(store, 's', 'word')
    expect((await store.sweep({ now: Date.now() + 2 * day })).hidden).toBe(1)
    await store.close()
  })

  it('keeps a journal for each place, however one logs in to it', () => {
    const journal = (config: StorageConfig) => {
      const options = storageOptionsFrom({ type: 'redis', ...config }, context())
      return inspect(options.type === 'chain' && options.chain[1])
    }
    expect(journal({ redis_host: 'a', redis_password: 'x' })).toBe(journal({ redis_host: 'a', redis_password: 'y' }))
    const places = [
      {},
      { redis_host: 'a' },
      { redis_db: 1 },
      { redis_key_prefix: 'p:' },
      { redis_url: 'redis://u:p@a:1/2' },
      { redis_url: 'redis://u:p@a:1/3' },
    ].map(journal)
    expect(new Set(places).size).toBe(places.length)
    expect(journal({ redis_url: 'redis://u:p@a:1/2' })).toBe(journal({ redis_url: 'redis://v:q@a:1/2' }))
  })

  it('chooses the connection of the project', () => {
    const redis = {
      connections: { project1: { host: 'redis1', key_prefix: 'zen:project1:' }, project2: { host: 'redis2', db: 1 } },
      default: 'project1',
    }
    const config = { type: 'redis', redis } as const
    expect(primaryOf(config)).toMatchObject({ host: 'redis1', keyPrefix: 'zen:project1:' })
    expect(primaryOf(config, { project: 'project2' })).toMatchObject({ host: 'redis2', db: 1, keyPrefix: 'zen:' })
    expect(primaryOf(config, { project: 'other' })).toMatchObject({ host: 'redis1', keyPrefix: 'zen:project1:other:' })
  })

  it('takes passwords from the variables that it names', () => {
    const config = { type: 'redis', redis_password_env: 'REDIS_SECRET' } as const
    expect(primaryOf(config, { env: { REDIS_SECRET: 's' } })).toMatchObject({ password: 's' })
    expect(() => primaryOf(config)).toThrow(/redis_password_env names REDIS_SECRET, which is not set/)
  })

  it.each([
    [{ typ: 'redis' }, 'typ', /did you mean type/],
    [{ type: 'floppy' }, 'type', /must be one of/],
    [{ fallback: 'tape' }, 'fallback', /must be one of/],
    [{ file_directory: '' }, 'file_directory', /must be a path/],
    [{ type: 'redis', redis: { connections: { a: {}, b: {} } } }, 'redis.default', /does not say which/],
    [{ type: 'redis', redis: { connections: { work: {} }, default: 'wrok' } }, 'redis.default', /called wrok/],
    [{ type: 'redis', redis: { connections: { a: { prot: 1 } } } }, 'redis.connections.a.prot', /did you mean port/],
    [{ type: 'redis', redis: { connections: { a: { tls: { ca: '/gone' } } } } }, 'redis.connections.a.tls.ca', /read/],
  ])('refuses %j, naming the setting', (config, field, says) => {
    expect(() => storageOptionsFrom(wrong(config), context())).toThrow(
      expect.objectContaining({ details: { field }, message: expect.stringMatching(says) }),
    )
  })

  it.each(['../x', '', 'a/b', '.hidden', 'x'.repeat(65)])('refuses a project called %j', (project) => {
    expect(() => storageOptionsFrom({}, context({ project }))).toThrow(/project must be of letters/)
  })

  it('is read from storage_config.json, whose words are in no error', () => {
    const directory = folder()
    const path = join(directory, 'storage_config.json')
    writeFileSync(path, JSON.stringify({ type: 'file', file_directory: 'chats' }))
    const { config, ...place } = readStorageConfig(path)
    expect(storageOptionsFrom(config, context(place))).toEqual({ type: 'file', directory: join(directory, 'chats') })
    writeFileSync(path, '{ "redis_password": "hush", }')
    const error = (() => {
      try {
        return readStorageConfig(path)
      } catch (reason) {
        return reason
      }
    })()
    expect(error).toMatchObject({ code: 'storage/config', exitCode: 3, message: expect.stringContaining(path) })
    expect(inspect(error)).not.toContain('hush')
    expect(() => readStorageConfig(join(directory, 'gone.json'))).toThrow(/gone\.json/)
  })

  it('is read from the environment', () => {
    const env = {
      ENGAWA_STORAGE_TYPE: 'redis',
      ENGAWA_STORAGE_REDIS_HOST: 'redis1',
      ENGAWA_STORAGE_REDIS_PORT: '6380',
      ENGAWA_STORAGE_REDIS_DB: '',
      ENGAWA_STORAGE_FALLBACK: 'none',
    }
    expect(storageConfigFromEnvironment(env)).toEqual({
      type: 'redis',
      redis_host: 'redis1',
      redis_port: 6380,
      fallback: 'none',
    })
    expect(storageConfigFromEnvironment({ ZEN_STORAGE_TYPE: 'file' }, 'ZEN_')).toEqual({ type: 'file' })
  })
})

withService(describe, 'redis')('a configuration of real servers', () => {
  let redis: RedisService
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  /** Written to a file, read again, opened and used. */
  async function use(connection: object): Promise<string> {
    const directory = folder()
    writeFileSync(
      join(directory, 'storage_config.json'),
      JSON.stringify({ type: 'redis', fallback: 'none', redis: { connections: { main: connection } } }),
    )
    const { config, ...place } = readStorageConfig(join(directory, 'storage_config.json'))
    const store = await openStorage(storageOptionsFrom(config, context(place)))
    try {
      await say(store, 's', 'kept')
      expect(await textsOf(store, 's')).toEqual(['kept'])
      return store.info.location
    } finally {
      await store.close()
    }
  }

  it('reaches one behind TLS that asks for a certificate, and none that it cannot verify', async () => {
    const certificates = folder()
    const { file } = await makeCertificates(certificates)
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
      const tls = { ca: file('ca.crt'), cert: file('tls.crt'), key: file('tls.key') }
      expect(await use({ port, tls, key_prefix: 'tls:' })).toBe(`rediss://127.0.0.1:${port}/0 tls:*`)
      await expect(use({ port, tls: true })).rejects.toMatchObject({ code: 'storage/tls' })
    } finally {
      await secure.stop()
    }
  })

  it('reaches the nodes of a cluster, each session on one of them', async () => {
    const cluster = await startRedisCluster(3)
    try {
      expect(await use({ cluster: { nodes: [{ port: cluster.port }] }, key_prefix: 'c:' })).toContain('c:*')
      const keys = await Promise.all(cluster.nodes.map(({ port }) => tell(port, 'KEYS', 'c:chat:{s}:*')))
      expect(keys.map((found) => (found as string[]).length).toSorted()).toEqual([0, 0, 3])
    } finally {
      await cluster.stop()
    }
  })

  it('follows its Sentinel to another master, and keeps what is said in between', async () => {
    const [first, second, port] = await Promise.all([startRedis(), startRedis(), freePort()])
    const file = join(folder(), 'sentinel.conf')
    const timing = 'sentinel down-after-milliseconds main 500\nsentinel failover-timeout main 2000\n'
    await tell(second.port, 'REPLICAOF', '127.0.0.1', first.port)
    await waitUntil('the replica follows', async () =>
      String(await tell(second.port, 'INFO', 'replication')).includes('master_link_status:up'),
    )
    writeFileSync(file, `port ${port}\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 ${first.port} 1\n${timing}`)
    const sentinel = startServiceProcess('redis-server', [file, '--sentinel'])
    try {
      await waitUntil('the Sentinel knows the replica', async () =>
        String(await tell(port, 'SENTINEL', 'REPLICAS', 'main')).includes(String(second.port)),
      )
      const connections = { main: { sentinel: { name: 'main', nodes: [{ port }] } } }
      const options = storageOptionsFrom({ type: 'redis', redis: { connections } }, context({ directory: folder() }))
      const store = await openStorage({
        ...options,
        ...(options.type === 'chain' && { probeMs: { first: 50, most: 500 } }),
      })
      await say(store, 's', 'before')
      await waitUntil('the replica has it', async () => (await tell(second.port, 'EXISTS', 'zen:chat:{s}:log')) === 1)
      await first.kill()
      await say(store, 's', 'in between')
      await waitUntil('the other master serves', () => store.info.outage === undefined, { timeoutMs: 60_000 })
      await say(store, 's', 'after')
      expect(await textsOf(store, 's')).toEqual(['before', 'in between', 'after'])
      await store.close()
    } finally {
      await Promise.all([sentinel.stop(), first.stop(), second.stop()])
    }
  }, 120_000)
})
