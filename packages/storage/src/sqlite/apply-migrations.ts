import { createHash } from 'node:crypto'
import { StorageError } from '@engawa/core'
import type { Database } from 'better-sqlite3'
import { toSqliteError } from './sqlite-errors.js'

export interface Migration {
  /** Sorts by age and says what it does: `0001-sessions`. Never changed once released. */
  readonly name: string
  /** One or more statements. Never changed once released: a change is a new migration. */
  readonly sql: string
}

/**
 * Bring one owner's tables up to date. Several owners share a database, each with its own list.
 *
 * All that is missing is applied in one transaction, under SQLite's write lock: processes that start together apply it
 * once, and a kill in the middle leaves nothing half done. What was applied is known by the hash of its statements.
 *
 * @param owner whose tables these are: `chat`
 * @throws StorageError `storage/migration` when an applied migration was changed, when one was put before an applied
 *   one, and when the database has some that this version does not know
 */
export function applyMigrations(database: Database, owner: string, migrations: readonly Migration[]): void {
  // Nearly always there is nothing to do, and reading needs no lock.
  if (isUpToDate(database, owner, migrations)) return
  try {
    database.transaction(() => migrate(database, owner, migrations)).immediate()
  } catch (error) {
    throw toSqliteError(error, `could not bring the tables of ${owner} up to date`)
  }
}

interface Applied {
  readonly name: string
  readonly hash: string
}

function isUpToDate(database: Database, owner: string, migrations: readonly Migration[]): boolean {
  const table = database
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'engawa_migrations'`)
    .get()
  if (table === undefined) return false
  return pending(appliedIn(database, owner), owner, migrations).length === 0
}

function migrate(database: Database, owner: string, migrations: readonly Migration[]): void {
  database.exec(`CREATE TABLE IF NOT EXISTS engawa_migrations (
    owner TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL,
    PRIMARY KEY (owner, position)
  ) STRICT`)
  const applied = appliedIn(database, owner)
  const insert = database.prepare(`INSERT INTO engawa_migrations VALUES (?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))`)
  for (const [index, { name, sql }] of pending(applied, owner, migrations).entries()) {
    database.exec(sql)
    insert.run(owner, applied.length + index, name, hashOf(sql))
  }
}

function appliedIn(database: Database, owner: string): readonly Applied[] {
  const rows = database.prepare<[string], Applied>(
    'SELECT name, hash FROM engawa_migrations WHERE owner = ? ORDER BY position',
  )
  return rows.all(owner)
}

function pending(applied: readonly Applied[], owner: string, migrations: readonly Migration[]): readonly Migration[] {
  for (const [index, { name, hash }] of applied.entries()) {
    const ours = migrations[index]
    if (ours === undefined) {
      throw refused(`the tables of ${owner} have the migration ${name}, which this version does not know`, {
        hint: 'A newer version has used this database. Update this program.',
      })
    }
    if (ours.name !== name) {
      throw refused(`the tables of ${owner} had ${name} applied where ${ours.name} stands now: they are out of order`, {
        hint: 'Migrations are only ever added at the end.',
      })
    }
    if (hashOf(ours.sql) !== hash) {
      throw refused(`the migration ${name} of ${owner} was changed after it had been applied`, {
        hint: 'Put it back as it was, and make the change in a new migration.',
      })
    }
  }
  return migrations.slice(applied.length)
}

const refused = (message: string, { hint }: { readonly hint: string }) =>
  new StorageError(message, { code: 'storage/migration', hint })

const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex')
