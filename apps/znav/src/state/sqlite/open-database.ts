import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isEngawaError, StorageError } from '@engawa/core'
import { toStorageError, withFileLock } from '@engawa/durable-fs'
import type { Database } from 'better-sqlite3'
import { migrate, migrations } from './migrations.js'

/** How long a writer waits for the writers before it. */
const busyTimeoutMs = 10_000

export interface OpenedDatabase {
  readonly db: Database
  /** Why nothing can be written: the disk is full, or the file may only be read. */
  readonly readOnly?: StorageError
}

/**
 * Open the database, making or migrating it when needed. Only its owner may read it. One that can't be written is opened
 * to be read.
 *
 * @throws StorageError naming the file and what to do
 */
export async function openDatabase(path: string): Promise<OpenedDatabase> {
  try {
    return { db: await openForWriting(path) }
  } catch (error) {
    if (!isStorageError(error) || !refusesWrites.test(error.code)) throw error
    const { openCopy } = await import('./open-copy.js')
    const db = await openCopy(path, nativeBinding())
    if (db === undefined) throw error
    return { db, readOnly: error }
  }
}

const isStorageError = (error: unknown): error is StorageError =>
  isEngawaError(error) && error.code.startsWith('storage/')

/** Of the system and of SQLite, which makes a file beside the database to read it. */
const refusesWrites = /^storage\/(eacces|eperm|erofs|enospc|edquot|efbig|sqlite-(full|readonly|cantopen|ioerr))/

async function openForWriting(path: string): Promise<Database> {
  const { default: Sqlite } = await import('better-sqlite3')
  createPrivately(path)
  return guard(path, async () => {
    const db = new Sqlite(path, { timeout: busyTimeoutMs, nativeBinding: nativeBinding() })
    try {
      // Of this connection, not of the file. With less than FULL a commit in WAL is not on the disk when it returns.
      db.pragma('synchronous = FULL')
      if (db.pragma('user_version', { simple: true }) !== migrations.length) {
        // Changing the journal mode takes the file alone, and does not wait for others by itself.
        await withFileLock(`${path}.lock`, async () => {
          db.pragma('journal_mode = WAL')
          await migrate(db, path)
        })
      }
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

/**
 * The compiled half of better-sqlite3. Its JavaScript half is bundled, which saves finding and reading ten files at each
 * start; left to itself it would look for this file beside the bundle. Walked to, as Node's own search for it takes 3 ms.
 */
function nativeBinding(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node')
    if (existsSync(path)) return path
  }
  throw new StorageError('better-sqlite3 is not built for this machine', {
    code: 'storage/not-installed',
    hint: 'Install znav again with install scripts allowed, or set redis_url to keep the state in Redis.',
  })
}

/** SQLite would make the file readable for everyone; its journal copies the file's permissions. */
function createPrivately(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    throw toStorageError(error, `could not open ${path}`)
  }
}

/** Run work on the database; what SQLite throws becomes an error that says what to do. */
export async function guard<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isSqliteError(error) ? sqliteFailure(error, path) : error
  }
}

interface SqliteFailure extends Error {
  readonly code: string
}

function isSqliteError(error: unknown): error is SqliteFailure {
  return error instanceof Error && error.name === 'SqliteError' && 'code' in error
}

const hints: readonly (readonly [prefix: string, hint: string])[] = [
  ['SQLITE_FULL', 'The disk is full. Free some space and try again; nothing stored before was touched.'],
  ['SQLITE_IOERR', 'The disk is full or fails. Free some space and try again; nothing stored before was touched.'],
  ['SQLITE_BUSY', 'Another process has held the database for long. Try again when it has finished.'],
  ['SQLITE_CORRUPT', 'The file is damaged. Move it away and restore it from a backup.'],
  ['SQLITE_NOTADB', 'The file is not a database. Move it away, or point PERTH_HOME at another folder.'],
  ['SQLITE_READONLY', 'Check the owner and the permissions of the file and its folder.'],
  ['SQLITE_CANTOPEN', 'Check the owner and the permissions of the file and its folder.'],
]

function sqliteFailure(error: SqliteFailure, path: string): StorageError {
  const hint = hints.find(([prefix]) => error.code.startsWith(prefix))?.[1]
  return new StorageError(`${path}: ${error.message}`, {
    code: `storage/${error.code.toLowerCase().replaceAll('_', '-')}`,
    cause: error,
    recoverable: error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_FULL'),
    ...(hint === undefined ? {} : { hint }),
  })
}
