import { RedisBackend } from './redis-backend.js'
import { RedisConnection } from './redis-connection.js'
import { checkRedisOptions, type RedisStorageOptions } from './redis-options.js'

/**
 * Connects before it returns, so that the store can say what the server promises.
 *
 * @throws StorageError within `connectTimeoutMs` when the server can't be used
 */
export async function openRedisBackend(options: RedisStorageOptions): Promise<RedisBackend> {
  const connection = new RedisConnection(checkRedisOptions(options))
  await connection.connect()
  return new RedisBackend(connection)
}
