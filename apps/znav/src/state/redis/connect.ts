import { ConfigError, isEngawaError } from '@engawa/core'
import type { Redis } from 'ioredis'
import { RedisError } from '../../domain/errors.js'

const connectTimeoutMs = 2_000
const commandTimeoutMs = 5_000

/** A Redis that answers or fails at once: a command-line tool must not wait for a server that went away. */
export interface RedisConnection {
  readonly client: Redis
  /** `redis://localhost:6379/0`, without user and password. */
  readonly address: string
  /** Run commands; every failure becomes a RedisError. */
  run<T>(work: (client: Redis) => Promise<T>): Promise<T>
  close(): void
}

/** Connects with the first command, never again after a failure. */
export async function connectRedis(url: string): Promise<RedisConnection> {
  const address = addressOf(url)
  const { Redis: Client } = await import('ioredis')
  const client = new Client(url, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    disableClientInfo: true,
    // Nothing here needs version 3 of the protocol, whose greeting is a round trip more.
    protocol: 2,
  })
  // The command only learns that its connection closed; why is told here.
  let cause: Error | undefined
  client.on('error', (error: Error) => {
    cause ??= error
  })
  return {
    client,
    address,
    run: async (work) => {
      try {
        return await work(client)
      } catch (error) {
        throw isEngawaError(error) ? error : redisFailure(cause ?? error, address)
      }
    },
    close: () => client.disconnect(),
  }
}

/**
 * The address that may be shown.
 *
 * @throws ConfigError when it isn't the address of a Redis
 */
export function addressOf(url: string): string {
  try {
    const { protocol, hostname, port, pathname } = new URL(url)
    if ((protocol === 'redis:' || protocol === 'rediss:') && hostname !== '') {
      return `${protocol}//${hostname}:${port || '6379'}${pathname === '/' ? '' : pathname}`
    }
  } catch {}
  throw new ConfigError('redis_url is not the address of a Redis', {
    code: 'config/redis-url',
    hint: 'Write it as redis://host:6379/0, or rediss:// for TLS. Show it with: znav config get redis_url',
  })
}

const refusals: readonly (readonly [pattern: RegExp, code: string, hint: string])[] = [
  [
    /NOAUTH|WRONGPASS|invalid password/i,
    'redis/auth',
    'Put user and password into redis_url: redis://user:password@host',
  ],
  [/NOPERM/, 'redis/auth', 'The Redis user needs access to the keys perth:* and znav:*.'],
  [
    /WRONGTYPE/,
    'redis/keyspace',
    'Another program keeps something else under perth:*. Use another database: redis://host/1',
  ],
  [/OOM|MISCONF|READONLY/, 'redis/read-only', 'This Redis takes no writes right now. See its own log.'],
  [/LOADING/, 'redis/loading', 'Redis is still loading its data. Try again in a moment.'],
]

function redisFailure(error: unknown, address: string): RedisError {
  const message = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code || '' : String(error)
  const refusal = refusals.find(([pattern]) => pattern.test(message))
  if (refusal) {
    return new RedisError(`Redis at ${address} refused: ${message}`, {
      code: refusal[1],
      hint: refusal[2],
      cause: error,
    })
  }
  return new RedisError(`Redis at ${address} can't be reached: ${message}`, {
    code: 'redis/unreachable',
    recoverable: true,
    cause: error,
    hint: 'Start it, or correct redis_url: znav config set redis_url URL. Without redis_url znav keeps its own file.',
  })
}
