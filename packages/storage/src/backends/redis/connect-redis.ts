import type { Cluster, Redis } from 'ioredis'
import { toConnectionOptions } from '../server/tls-options.js'
import type { RedisTarget } from './redis-options.js'

export type RedisClient = Redis | Cluster

/**
 * Make one connection, to a server that can serve. ioredis is loaded here and nowhere else, when first needed.
 *
 * The client never connects again by itself: whoever calls next does, so that a server that is down costs one attempt
 * for each call and none between calls.
 *
 * @throws whatever was in the way; the error of the socket rather than "Connection is closed"
 */
export async function connectRedis(target: RedisTarget): Promise<RedisClient> {
  const client = await createClient(target)
  let cause: Error | undefined
  client.on('error', (error: Error) => {
    cause ??= mostTelling(error)
  })
  const late = new AbortController()
  try {
    await Promise.race([client.connect(), ended(client), elapsed(target.connectTimeoutMs, late.signal)])
    return client
  } catch (error) {
    client.disconnect()
    throw cause ?? error
  } finally {
    late.abort()
  }
}

async function createClient(target: RedisTarget): Promise<RedisClient> {
  const ioredis = await import('ioredis')
  const { username, password, tls, connectTimeoutMs, commandTimeoutMs, db } = target
  const secure = tls === undefined ? {} : { tls: toConnectionOptions(tls) }
  const shared = {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...secure,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    maxLoadingRetryTime: connectTimeoutMs,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    disableClientInfo: true,
  }
  const nodes = target.nodes.map(({ host, port }) => ({ host, port }))
  if (target.mode === 'cluster') {
    return new ioredis.Cluster(nodes, {
      lazyConnect: true,
      clusterRetryStrategy: () => null,
      slotsRefreshTimeout: connectTimeoutMs,
      // Certificates carry names, so the names are what to connect to.
      ...(tls === undefined ? {} : { dnsLookup: (host, done) => done(null, host) }),
      redisOptions: shared,
    })
  }
  const once = { ...shared, db, lazyConnect: true, retryStrategy: () => null }
  const { sentinel } = target
  if (sentinel === undefined) return new ioredis.Redis({ ...once, ...nodes[0] })
  return new ioredis.Redis({
    ...once,
    sentinels: nodes,
    name: sentinel.name,
    ...(sentinel.username === undefined ? {} : { sentinelUsername: sentinel.username }),
    ...(sentinel.password === undefined ? {} : { sentinelPassword: sentinel.password }),
    sentinelRetryStrategy: () => null,
    ...(tls === undefined ? {} : { enableTLSForSentinelMode: true, sentinelTLS: toConnectionOptions(tls) }),
  })
}

/** A cluster's own error says that no node could be reached; why, the last node's does. */
function mostTelling(error: Error & { lastNodeError?: Error }): Error {
  return error.lastNodeError ?? error
}

/** A cluster that is not ready ends its client, and leaves `connect` hanging. */
function ended(client: RedisClient): Promise<never> {
  return new Promise((_, reject) => {
    client.once('end', () => reject(new Error('Connection is closed.')))
  })
}

function elapsed(ms: number, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => {
      reject(Object.assign(new Error(`no answer within ${ms} ms`), { code: 'ETIMEDOUT' }))
    }, ms)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
}
