import type { Database } from 'better-sqlite3'
import type { ChatStore } from '../../chat-store.js'
import { openSqlite } from '../../sqlite/open-sqlite.js'
import { chatStoreOver } from '../../store/chat-store-over.js'
import type { StoreOptions } from '../../store-options.js'
import { SqliteBackend } from './sqlite-backend.js'

export interface SqliteStorageOptions extends StoreOptions {
  /** The database file; created, with its folder, when it is not there. */
  readonly path: string
}

export interface SharedSqliteOptions extends StoreOptions {
  /** An open database, preferably by `openSqlite`. Closing the store leaves it open. */
  readonly database: Database
}

/** @throws StorageError when the database can't be opened or was used by a newer version */
export async function openSqliteStorage(options: SqliteStorageOptions | SharedSqliteOptions): Promise<ChatStore> {
  return chatStoreOver(await openSqliteBackend(options), options)
}

export async function openSqliteBackend(options: SqliteStorageOptions | SharedSqliteOptions): Promise<SqliteBackend> {
  if ('database' in options) return new SqliteBackend(options.database, () => {})
  // Fifty processes that write at once on two busy cores keep one of them waiting for more than ten seconds.
  const database = await openSqlite(options.path, { busyTimeoutMs: 30_000 })
  try {
    return new SqliteBackend(database, () => database.close())
  } catch (error) {
    database.close()
    throw error
  }
}
