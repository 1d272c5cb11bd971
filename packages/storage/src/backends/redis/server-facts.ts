import { randomUUID } from 'node:crypto'
import { StorageError } from '@engawa/core'
import type { Redis, RedisCommander } from 'ioredis'
import type { Durability } from '../../chat-store.js'
import type { RedisClient } from './connect-redis.js'
import { metaKey } from './redis-keys.js'

/** The form in which data is kept. Raised when an older version could not read it. */
const format = '1'

export interface ServerFacts {
  readonly version: string
  readonly durability: Durability
  /** Made with the first key: another one means other data behind the same address. */
  readonly dataId: string
}

/** Asked at each connect, as a server may come back with other settings and other data. */
export async function readServerFacts(client: RedisClient, keyPrefix: string): Promise<ServerFacts> {
  const masters = 'nodes' in client ? client.nodes('master') : [client]
  const [dataId, ...nodes] = await Promise.all([dataIdOf(client, keyPrefix), ...masters.map(factsOf)])
  const durabilities = nodes.map(({ durability }) => durability)
  return { version: nodes[0]?.version ?? 'unknown', durability: weakest(durabilities), dataId }
}

async function dataIdOf(client: RedisCommander, keyPrefix: string): Promise<string> {
  const key = metaKey(keyPrefix)
  let [found, id] = await client.hmget(key, 'format', 'id')
  if (found === null || id === null) {
    await client.hsetnx(key, 'format', format)
    await client.hsetnx(key, 'id', randomUUID())
    ;[found, id] = await client.hmget(key, 'format', 'id')
  }
  if (found !== format) {
    throw new StorageError(`the keys ${keyPrefix}* have the format ${found}; this version knows ${format}`, {
      code: 'storage/format',
      hint: 'A newer version has used them. Update this program, or choose another keyPrefix.',
    })
  }
  return id ?? ''
}

async function factsOf(node: Redis): Promise<{ readonly version: string; readonly durability: Durability }> {
  const [server, persistence, policy] = await Promise.all([
    node.info('server'),
    node.info('persistence'),
    // Hosted servers often refuse CONFIG.
    node.config('GET', 'appendfsync').then(
      (reply) => (Array.isArray(reply) ? reply[1] : undefined),
      () => undefined,
    ),
  ])
  const appends = /^aof_enabled:1/m.test(persistence)
  return {
    version: /^redis_version:(\S+)/m.exec(server)?.[1] ?? 'unknown',
    // Without its append-only file Redis acknowledges what is in its memory alone.
    durability: appends ? (policy === 'always' ? 'fsync' : 'os') : 'none',
  }
}

function weakest(durabilities: readonly Durability[]): Durability {
  return (['none', 'os'] as const).find((one) => durabilities.includes(one)) ?? 'fsync'
}
