import type { Clock, StorageError } from '@engawa/core'
import type { SqliteOutbox } from '@engawa/events'
import type { Database } from 'better-sqlite3'
import { entryFromWire, entryToWire, rewritten } from '../../domain/entry-wire.js'
import type { IntentEntry } from '../../domain/intent.js'
import type { PaneRecord } from '../../domain/pane.js'
import { paneFromFields, paneToFields } from '../../domain/pane-wire.js'
import type { HistoryQuery, IntentState, LogRequest, Retention } from '../intent-state.js'
import { LazyOutbox } from '../lazy-outbox.js'
import { mergePane, oldestKept, selectEntries } from '../retention.js'
import type { StoredPane } from '../stored-pane.js'
import { guard, type OpenedDatabase, openDatabase } from './open-database.js'
import { readPane, writePane } from './stored-panes.js'

export interface SqliteStateOptions {
  readonly path: string
  readonly retention: Retention
  readonly clock: Clock
}

/** The embedded state: one file, nothing to install. */
export async function openSqliteState(options: SqliteStateOptions): Promise<IntentState> {
  return new SqliteState(await openDatabase(options.path), options)
}

type Fields = Record<string, string>

class SqliteState implements IntentState {
  readonly description: string
  readonly outbox: LazyOutbox<SqliteOutbox>
  readonly #db: Database
  readonly #path: string
  readonly #retention: Retention
  readonly #clock: Clock
  readonly #readOnly: StorageError | undefined

  constructor({ db, readOnly }: OpenedDatabase, { path, retention, clock }: SqliteStateOptions) {
    this.#db = db
    this.#path = path
    this.#retention = retention
    this.#clock = clock
    this.#readOnly = readOnly
    this.description = `SQLite at ${path}`
    this.outbox = new LazyOutbox(async () => {
      const { createSqliteOutbox } = await import('@engawa/events')
      return createSqliteOutbox(db, { clock })
    })
  }

  async log({ entry, newPane, artifacts, events }: LogRequest) {
    if (this.#readOnly) throw this.#readOnly
    const outbox = events.length > 0 ? await this.outbox.open() : undefined
    return this.#write(() => {
      const known = this.#fields(entry.paneName)
      this.#saveFields(entry.paneName, {
        ...(known ?? paneToFields(newPane)),
        last_intent: entry.summary,
        last_intent_at: entry.timestamp,
      })
      this.#db
        .prepare('INSERT INTO entries (pane, at, entry) VALUES (?, ?, ?)')
        .run(entry.paneName, Date.parse(entry.timestamp), JSON.stringify(entryToWire(entry)))
      this.#trim(entry.paneName)
      this.#trackArtifacts(entry.paneName, artifacts)
      outbox?.addInTransaction(events)
      return { registered: known === undefined }
    })
  }

  history(paneName: string, query: HistoryQuery = {}) {
    return guard(this.#path, () => {
      const rows = this.#db
        .prepare<[string, number], { entry: string }>(
          'SELECT entry FROM entries WHERE pane = ? ORDER BY seq DESC LIMIT ?',
        )
        .all(paneName, this.#retention.depth)
      const stored = rows.map((row) => entryFromWire(row.entry, paneName))
      return selectEntries(stored, query, oldestKept(this.#retention, this.#clock.now()))
    })
  }

  artifacts(paneName: string) {
    return guard(this.#path, () => {
      const rows = this.#db
        .prepare<[string], { path: string; modified: string }>(
          'SELECT path, modified FROM artifacts WHERE pane = ? ORDER BY path',
        )
        .all(paneName)
      return Object.fromEntries(rows.map((row) => [row.path, row.modified]))
    })
  }

  pane(name: string) {
    return guard(this.#path, () => paneFromFields(name, this.#fields(name) ?? {}))
  }

  panes() {
    return guard(this.#path, () =>
      this.#db
        .prepare<[], { name: string; fields: string }>('SELECT name, fields FROM panes ORDER BY name')
        .all()
        .map((row) => paneFromFields(row.name, JSON.parse(row.fields) as Fields))
        .filter((pane) => pane !== undefined),
    )
  }

  paneNames() {
    return guard(this.#path, () => this.#db.prepare<[], string>('SELECT name FROM panes ORDER BY name').pluck().all())
  }

  place(panes: readonly PaneRecord[]) {
    return this.#write(() => {
      for (const pane of panes) this.#saveFields(pane.name, mergePane(this.#fields(pane.name), paneToFields(pane)))
    })
  }

  rename(from: string, to: string, rewrite: (entry: IntentEntry) => IntentEntry) {
    return this.#write(() => {
      const fields = this.#fields(from)
      if (fields === undefined || this.#fields(to) !== undefined) return false
      this.#saveFields(to, fields)
      this.#db.prepare('DELETE FROM panes WHERE name = ?').run(from)
      const update = this.#db.prepare('UPDATE entries SET pane = ?, entry = ? WHERE seq = ?')
      const rows = this.#db.prepare<[string], { seq: number; entry: string }>(
        'SELECT seq, entry FROM entries WHERE pane = ?',
      )
      for (const { seq, entry } of rows.all(from)) update.run(to, rewritten(entry, from, rewrite), seq)
      this.#db.prepare('UPDATE artifacts SET pane = ? WHERE pane = ?').run(to, from)
      return true
    })
  }

  forget(name: string) {
    return this.#write(() => {
      const { changes } = this.#db.prepare('DELETE FROM panes WHERE name = ?').run(name)
      this.#db.prepare('DELETE FROM entries WHERE pane = ?').run(name)
      this.#db.prepare('DELETE FROM artifacts WHERE pane = ?').run(name)
      return changes > 0
    })
  }

  stored(name: string) {
    return guard(this.#path, () => readPane(this.#db, name))
  }

  async merge(pane: StoredPane, { dryRun = false } = {}) {
    const { mergeStored } = await import('../merge-stored.js')
    const notBefore = new Date(oldestKept(this.#retention, this.#clock.now())).toISOString()
    const kept = { depth: this.#retention.depth, notBefore }
    const merged = () => mergeStored(readPane(this.#db, pane.name), pane, kept)
    if (dryRun) return guard(this.#path, merged)
    return this.#write(() => {
      const outcome = merged()
      if (outcome.changed) writePane(this.#db, outcome.pane)
      return outcome
    })
  }

  check() {
    return guard(this.#path, () => {
      if (this.#readOnly) throw this.#readOnly
      const answer = this.#db.pragma('quick_check(1)', { simple: true })
      if (answer !== 'ok')
        throw Object.assign(new Error(String(answer)), { name: 'SqliteError', code: 'SQLITE_CORRUPT' })
      return this.description
    })
  }

  async close() {
    this.#db.close()
  }

  #fields(name: string): Fields | undefined {
    const json = this.#db.prepare<[string], string>('SELECT fields FROM panes WHERE name = ?').pluck().get(name)
    return json === undefined ? undefined : (JSON.parse(json) as Fields)
  }

  #saveFields(name: string, fields: Fields): void {
    this.#db.prepare('INSERT OR REPLACE INTO panes (name, fields) VALUES (?, ?)').run(name, JSON.stringify(fields))
  }

  #trim(paneName: string): void {
    const { depth } = this.#retention
    this.#db
      .prepare(
        `DELETE FROM entries WHERE pane = ? AND (at < ?
           OR seq <= (SELECT seq FROM entries WHERE pane = ? ORDER BY seq DESC LIMIT 1 OFFSET ?))`,
      )
      .run(paneName, oldestKept(this.#retention, this.#clock.now()), paneName, depth)
  }

  #trackArtifacts(paneName: string, artifacts: Readonly<Record<string, string>>): void {
    const track = this.#db.prepare('INSERT OR REPLACE INTO artifacts (pane, path, modified) VALUES (?, ?, ?)')
    for (const [path, modified] of Object.entries(artifacts)) track.run(paneName, path, modified)
  }

  async #write<T>(work: () => T): Promise<T> {
    if (this.#readOnly) throw this.#readOnly
    return guard(this.#path, () => this.#db.transaction(work).immediate())
  }
}
