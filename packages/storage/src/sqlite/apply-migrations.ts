import type { Database } from 'better-sqlite3'
import { type Applied, hashOf, type Migration, pendingMigrations } from '../migrations/pending-migrations.js'
import { toSqliteError } from './sqlite-errors.js'

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

function isUpToDate(database: Database, owner: string, migrations: readonly Migration[]): boolean {
  const table = database
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'engawa_migrations'`)
    .get()
  if (table === undefined) return false
  return pendingMigrations(appliedIn(database, owner), owner, migrations).length === 0
}

function migrate(database: Database, owner: string, migrations: readonly Migration[]): void {
  database.exec(`CREATE TABLE IF NOT EXISTS engawa_migrations (
    owner TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL,
    PRIMARY KEY (owner, position)
  ) STRICT`)
  const applied = appliedIn(database, owner)
  const insert = database.prepare(`INSERT INTO engawa_migrations VALUES (?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))`)
  for (const [index, { name, sql }] of pendingMigrations(applied, owner, migrations).entries()) {
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
