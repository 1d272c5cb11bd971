import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toStorageError } from '@engawa/durable-fs'
import type { Database } from 'better-sqlite3'
import { toSqliteError } from './sqlite-errors.js'

export interface OpenSqliteOptions {
  /** How long a statement waits for another process's write. */
  readonly busyTimeoutMs?: number
}

/**
 * Open a SQLite database the way all of Engawa uses it: write-ahead log, synced at each commit, waiting for other
 * writers, foreign keys enforced. The folder and the file are created, for their owner alone, when they are not there;
 * the files that SQLite puts beside it get the same mode.
 *
 * better-sqlite3 is loaded here and nowhere else, when first needed.
 *
 * @param path a file, or `:memory:`
 * @throws StorageError that names the file and the remedy
 */
export async function openSqlite(path: string, { busyTimeoutMs = 10_000 }: OpenSqliteOptions = {}): Promise<Database> {
  const { default: Sqlite } = await import('better-sqlite3')
  if (path !== ':memory:') createPrivately(path)
  let database: Database | undefined
  try {
    database = new Sqlite(path, { timeout: busyTimeoutMs })
    await useWriteAheadLog(database, busyTimeoutMs)
    // With NORMAL a commit is not on the disk when it returns.
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    return database
  } catch (error) {
    database?.close()
    throw toSqliteError(error, `could not open ${path}`)
  }
}

/** Changing the journal mode takes the file alone. Before a writer SQLite gives up at once here, as it does nowhere else. */
async function useWriteAheadLog(database: Database, busyTimeoutMs: number): Promise<void> {
  const start = performance.now()
  for (;;) {
    try {
      database.pragma('journal_mode = WAL')
      return
    } catch (error) {
      const isBusy = String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')
      if (!isBusy || performance.now() - start >= busyTimeoutMs) throw error
    }
    await sleep(1 + Math.random() * 9)
  }
}

function createPrivately(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // Exclusively: a file that is there must not be opened, as closing it would let go of SQLite's locks on it.
    closeSync(openSync(path, 'ax', 0o600))
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && syscall === 'open') return
    throw toStorageError(error, `could not open ${path}`)
  }
}
