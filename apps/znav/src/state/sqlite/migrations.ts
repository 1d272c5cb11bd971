import { StorageError } from '@engawa/core'
import type { Database } from 'better-sqlite3'

/** Applied in this order, each once. Never edit one that was released: add another. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE panes (
    name TEXT PRIMARY KEY,
    fields TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    pane TEXT NOT NULL,
    at INTEGER NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_of_pane ON entries (pane, seq DESC);

  CREATE TABLE artifacts (
    pane TEXT NOT NULL,
    path TEXT NOT NULL,
    modified TEXT NOT NULL,
    PRIMARY KEY (pane, path)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE snapshots (
    session TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    parent TEXT,
    depth INTEGER NOT NULL,
    tab_count INTEGER NOT NULL,
    pane_count INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (session, name)
  ) STRICT;
  CREATE INDEX snapshots_on_parent ON snapshots (session, parent);

  CREATE TABLE latest_snapshots (
    session TEXT PRIMARY KEY,
    name TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
]

/**
 * Bring a database up to this version, in one transaction.
 *
 * `user_version` counts what was applied, so that a database that is up to date costs one read. The hashes tell a
 * database of this lineage from one that another program, or a changed migration, has made.
 *
 * @throws StorageError when the database is newer than this program or of another lineage
 */
export async function migrate(db: Database, path: string): Promise<void> {
  const { createHash } = await import('node:crypto')
  const hashOf = (sql: string) => createHash('sha256').update(sql.replace(/\s+/g, ' ').trim()).digest('hex')
  db.transaction(() => {
    db.exec('CREATE TABLE IF NOT EXISTS migrations (position INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT')
    const applied = db.prepare<[], { hash: string }>('SELECT hash FROM migrations ORDER BY position').all()
    for (const [position, { hash }] of applied.entries()) {
      if (hash !== hashOf(migrations[position] ?? '')) throw foreignDatabase(path, applied.length > migrations.length)
    }
    for (const [position, sql] of migrations.entries()) {
      if (position < applied.length) continue
      db.exec(sql)
      db.prepare('INSERT INTO migrations (position, hash) VALUES (?, ?)').run(position, hashOf(sql))
    }
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}

function foreignDatabase(path: string, newer: boolean): StorageError {
  return newer
    ? new StorageError(`${path} was written by a newer version of znav`, {
        code: 'storage/newer',
        hint: 'Update znav, or point PERTH_HOME at another folder.',
      })
    : new StorageError(`${path} has a layout that this version of znav does not know`, {
        code: 'storage/foreign',
        hint: 'Move the file away to start afresh, or point PERTH_HOME at another folder.',
      })
}
