import type { FileStorageOptions } from './backends/file/open-file-storage.js'
import type { PostgresStorageOptions } from './backends/postgres/postgres-options.js'
import type { RedisStorageOptions } from './backends/redis/redis-options.js'
import type { SqliteStorageOptions } from './backends/sqlite/open-sqlite-storage.js'
import type { ChatStore } from './chat-store.js'
import type { ChainStorageOptions, ChainStore } from './fallback/chain-options.js'
import { checkObject, checkOneOf } from './input/check-values.js'
import { backendTypes, checkBackendOptions, openBackend } from './open-backend.js'
import { chatStoreOver } from './store/chat-store-over.js'
import type { StoreOptions } from './store-options.js'

/** One backend and where its data is. */
export type BackendOptions =
  | ({ readonly type: 'file' } & FileStorageOptions)
  | ({ readonly type: 'sqlite' } & SqliteStorageOptions)
  | ({ readonly type: 'postgres' } & PostgresStorageOptions)
  | ({ readonly type: 'redis' } & RedisStorageOptions)
  | ({ readonly type: 'memory' } & StoreOptions)

export type StorageOptions = BackendOptions | ({ readonly type: 'chain' } & ChainStorageOptions)

/**
 * Open a chat store. Only the chosen backend is loaded.
 *
 * @throws UserError `storage/invalid-input` for options that make no sense
 * @throws StorageError when the place can't be used
 */
export async function openStorage(options: { readonly type: 'chain' } & ChainStorageOptions): Promise<ChainStore>
export async function openStorage(options: StorageOptions): Promise<ChatStore>
export async function openStorage(options: StorageOptions): Promise<ChatStore> {
  checkOneOf(checkObject(options, 'options').type, 'type', [...backendTypes, 'chain'])
  if (options.type === 'chain') return (await import('./fallback/open-chain-storage.js')).openChainStorage(options)
  checkBackendOptions(options)
  return chatStoreOver(await openBackend(options), options)
}
