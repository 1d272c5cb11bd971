import type { FileStorageOptions } from './backends/file/open-file-storage.js'
import type { PostgresStorageOptions } from './backends/postgres/postgres-options.js'
import type { RedisStorageOptions } from './backends/redis/redis-options.js'
import type { SqliteStorageOptions } from './backends/sqlite/open-sqlite-storage.js'
import type { ChatStore } from './chat-store.js'
import { checkObject, checkOneOf, checkText } from './input/check-values.js'
import { invalidInput } from './input/invalid-input.js'
import type { StoreOptions } from './store-options.js'

export type StorageOptions =
  | ({ readonly type: 'file' } & FileStorageOptions)
  | ({ readonly type: 'sqlite' } & SqliteStorageOptions)
  | ({ readonly type: 'postgres' } & PostgresStorageOptions)
  | ({ readonly type: 'redis' } & RedisStorageOptions)
  | ({ readonly type: 'memory' } & StoreOptions)

const types = ['file', 'sqlite', 'postgres', 'redis', 'memory'] as const

/**
 * Open a chat store. Only the chosen backend is loaded.
 *
 * @throws UserError `storage/invalid-input` for options that make no sense
 * @throws StorageError when the place can't be used
 */
export async function openStorage(options: StorageOptions): Promise<ChatStore> {
  checkOneOf(checkObject(options, 'options').type, 'type', types)
  switch (options.type) {
    case 'file': {
      checkPath(options.directory, 'directory')
      return (await import('./backends/file/open-file-storage.js')).openFileStorage(options)
    }
    case 'sqlite': {
      checkPath(options.path, 'path')
      return (await import('./backends/sqlite/open-sqlite-storage.js')).openSqliteStorage(options)
    }
    case 'postgres':
      return (await import('./backends/postgres/open-postgres-storage.js')).openPostgresStorage(options)
    case 'redis':
      return (await import('./backends/redis/open-redis-storage.js')).openRedisStorage(options)
    case 'memory':
      return (await import('./backends/memory/open-memory-storage.js')).openMemoryStorage(options)
  }
}

function checkPath(value: unknown, field: string): void {
  const path = checkText(value, field)
  if (path === '' || path.includes('\u0000')) throw invalidInput(field, 'must be a path')
}
