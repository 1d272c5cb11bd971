import { StorageError } from '@engawa/core'
import { memoryMigrations } from '@engawa/memory'
import type { ChatStore } from '@engawa/storage'
import { applyMigrations, openSqlite, openSqliteStorage, toSqliteError } from '@engawa/storage/sqlite'
import type { Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { senaMigrations } from './migrations.js'
import * as schema from './schema.js'
import type { SenaDatabase } from './sena-database.js'

/** One file with everything: conversations, memories, Sena's own tables. */
export interface OpenDatabase {
  readonly sqlite: Database
  readonly tables: SenaDatabase
  readonly chats: ChatStore
  close(): Promise<void>
}

/**
 * Open the database, check it, and bring its tables up to date.
 *
 * @throws StorageError when the file is no database, is damaged, or was used by a newer version
 */
export async function openDatabase(path: string): Promise<OpenDatabase> {
  const sqlite = await openSqlite(path)
  try {
    checkIntegrity(sqlite, path)
    applyMigrations(sqlite, 'memory', memoryMigrations)
    applyMigrations(sqlite, 'sena', senaMigrations)
    const chats = await openSqliteStorage({ database: sqlite })
    return {
      sqlite,
      tables: drizzle(sqlite, { schema }),
      chats,
      async close() {
        await chats.close()
        sqlite.close()
      },
    }
  } catch (error) {
    sqlite.close()
    throw toSqliteError(error, `could not use ${path}`)
  }
}

/** Open the database, check it, change nothing in it. @throws StorageError as `openDatabase` does */
export async function checkDatabase(path: string): Promise<void> {
  const sqlite = await openSqlite(path)
  try {
    checkIntegrity(sqlite, path)
  } catch (error) {
    throw toSqliteError(error, `could not use ${path}`)
  } finally {
    sqlite.close()
  }
}

function checkIntegrity(sqlite: Database, path: string): void {
  const found = sqlite.pragma('quick_check(1)', { simple: true })
  if (found === 'ok') return
  throw new StorageError(`The database ${path} is damaged: ${String(found)}`, {
    code: 'storage/corrupt',
    hint: `Make a copy of it, then try \`sqlite3 ${path} .recover\`; or move it away to start with an empty one.`,
  })
}
