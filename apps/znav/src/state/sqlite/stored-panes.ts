import type { Database } from 'better-sqlite3'
import { entryFromWire } from '../../domain/entry-wire.js'
import type { StoredPane } from '../stored-pane.js'

/** All that is kept of a pane. */
export function readPane(db: Database, name: string): StoredPane | undefined {
  const fields = db.prepare<[string], string>('SELECT fields FROM panes WHERE name = ?').pluck().get(name)
  if (fields === undefined) return undefined
  const history = db
    .prepare<[string], string>('SELECT entry FROM entries WHERE pane = ? ORDER BY seq DESC')
    .pluck()
    .all(name)
  const artifacts = db
    .prepare<[string], { path: string; modified: string }>('SELECT path, modified FROM artifacts WHERE pane = ?')
    .all(name)
  return {
    name,
    fields: JSON.parse(fields) as Record<string, string>,
    history,
    artifacts: Object.fromEntries(artifacts.map(({ path, modified }) => [path, modified])),
  }
}

/** Put a pane in the place of what is kept of it. Within a transaction. */
export function writePane(db: Database, { name, fields, history, artifacts }: StoredPane): void {
  db.prepare('INSERT OR REPLACE INTO panes (name, fields) VALUES (?, ?)').run(name, JSON.stringify(fields))
  // Rows are numbered in the order of the history: older entries that arrive later need new numbers for all.
  db.prepare('DELETE FROM entries WHERE pane = ?').run(name)
  const insert = db.prepare('INSERT INTO entries (pane, at, entry) VALUES (?, ?, ?)')
  for (const entry of history.toReversed()) insert.run(name, timeOf(entry, name), entry)
  const track = db.prepare('INSERT OR REPLACE INTO artifacts (pane, path, modified) VALUES (?, ?, ?)')
  for (const [path, modified] of Object.entries(artifacts)) track.run(name, path, modified)
}

const timeOf = (entry: string, name: string) => Date.parse(entryFromWire(entry, name)?.timestamp ?? '') || 0
