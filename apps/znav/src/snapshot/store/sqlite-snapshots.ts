import type { Clock, Redacted } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import type { Database } from 'better-sqlite3'
import { guard, type OpenedDatabase, openDatabase } from '../../state/sqlite/open-database.js'
import type { SnapshotMeta, SnapshotRecord } from './snapshot-record.js'
import type { SnapshotListing, SnapshotStore, StoreOutcome } from './snapshot-store.js'

export interface SqliteSnapshotsOptions {
  readonly path: string
  readonly clock: Clock
}

interface Row {
  readonly session: string
  readonly name: string
  readonly created_at: number
  readonly expires_at: number
  readonly parent: string | null
  readonly depth: number
  readonly tab_count: number
  readonly pane_count: number
  readonly checksum: string
  readonly data: Buffer
}

/** A snapshot and everything below it. */
const below = `WITH RECURSIVE below(session, name) AS (
  SELECT @session, @name
  UNION SELECT s.session, s.parent FROM snapshots s JOIN below b ON s.session = b.session AND s.name = b.name
  WHERE s.parent IS NOT NULL)`

/** Snapshots in the file where panes and their history are. */
export async function openSqliteSnapshots(options: SqliteSnapshotsOptions): Promise<SnapshotStore> {
  return new SqliteSnapshots(await openDatabase(options.path), options)
}

class SqliteSnapshots implements SnapshotStore {
  readonly #db: Database
  readonly #readOnly: OpenedDatabase['readOnly']
  readonly #path: string
  readonly #clock: Clock

  constructor({ db, readOnly }: OpenedDatabase, { path, clock }: SqliteSnapshotsOptions) {
    this.#db = db
    this.#readOnly = readOnly
    this.#path = path
    this.#clock = clock
  }

  async add({ meta, data }: SnapshotRecord, events: readonly Redacted<EventEnvelope>[]) {
    const announce = await this.#announcer(events)
    return this.#write<StoreOutcome>(() => {
      this.#dropExpired()
      if (this.#row(meta.session, meta.name) !== undefined) return 'exists'
      if (meta.parent !== undefined) {
        if (this.#row(meta.session, meta.parent) === undefined) return 'moved'
        this.#db
          .prepare(
            `${below} UPDATE snapshots SET expires_at = max(expires_at, @until)
             WHERE (session, name) IN (SELECT session, name FROM below)`,
          )
          .run({ session: meta.session, name: meta.parent, until: meta.expiresAt })
      }
      this.#save({ meta, data })
      this.#db
        .prepare('INSERT OR REPLACE INTO latest_snapshots (session, name) VALUES (?, ?)')
        .run(meta.session, meta.name)
      announce()
      return 'done'
    })
  }

  read(session: string, name: string) {
    return guard(this.#path, () => {
      const row = this.#row(session, name)
      return row === undefined ? undefined : recordOf(row)
    })
  }

  chain(session: string, name: string) {
    return guard(this.#path, () =>
      this.#row(session, name) === undefined
        ? []
        : this.#db
            .prepare<[object], Row>(
              `${below} SELECT * FROM snapshots WHERE (session, name) IN (SELECT session, name FROM below)
               ORDER BY depth DESC`,
            )
            .all({ session, name })
            .map(recordOf),
    )
  }

  latest(session: string) {
    return guard(this.#path, () => this.#latest(session))
  }

  list(session?: string) {
    return guard(this.#path, (): readonly SnapshotListing[] =>
      this.#db
        .prepare<[object], Row>(
          `SELECT * FROM snapshots WHERE expires_at > @now AND (@session IS NULL OR session = @session)
           ORDER BY created_at DESC, rowid DESC`,
        )
        .all({ now: this.#clock.now(), session: session ?? null })
        .map((row) => ({
          ...recordOf(row).meta,
          sizeBytes: row.data.length,
          latest: this.#latest(row.session) === row.name,
        })),
    )
  }

  remove(session: string, name: string, children: readonly SnapshotRecord[]) {
    return this.#write<StoreOutcome>(() => {
      // Who asks does not see those: counted as children, they would stand in the way for ever.
      this.#dropExpired()
      const there = this.#db
        .prepare<[string, string], string>('SELECT name FROM snapshots WHERE session = ? AND parent = ? ORDER BY name')
        .pluck()
        .all(session, name)
      const given = children.map(({ meta }) => meta.name).sort()
      if (there.join('\n') !== given.join('\n') || this.#row(session, name) === undefined) return 'moved'
      for (const child of children) this.#save(child)
      this.#db.prepare('DELETE FROM snapshots WHERE session = ? AND name = ?').run(session, name)
      this.#db
        .prepare(
          `UPDATE latest_snapshots SET name = (SELECT name FROM snapshots WHERE session = @session
             ORDER BY created_at DESC, rowid DESC LIMIT 1)
           WHERE session = @session AND name = @name AND EXISTS (SELECT 1 FROM snapshots WHERE session = @session)`,
        )
        .run({ session, name })
      this.#db.prepare('DELETE FROM latest_snapshots WHERE session = ? AND name = ?').run(session, name)
      return 'done'
    })
  }

  async announce(events: readonly Redacted<EventEnvelope>[]) {
    const announce = await this.#announcer(events)
    await this.#write(announce)
  }

  async close() {
    this.#db.close()
  }

  #row(session: string, name: string): Row | undefined {
    return this.#db
      .prepare<[string, string, number], Row>(
        'SELECT * FROM snapshots WHERE session = ? AND name = ? AND expires_at > ?',
      )
      .get(session, name, this.#clock.now())
  }

  #latest(session: string): string | undefined {
    return this.#db
      .prepare<[string, number], string>(
        `SELECT l.name FROM latest_snapshots l JOIN snapshots s ON s.session = l.session AND s.name = l.name
         WHERE l.session = ? AND s.expires_at > ?`,
      )
      .pluck()
      .get(session, this.#clock.now())
  }

  #save({ meta, data }: SnapshotRecord): void {
    this.#db
      .prepare(
        `INSERT INTO snapshots
           (session, name, created_at, expires_at, parent, depth, tab_count, pane_count, checksum, data)
         VALUES (@session, @name, @createdAt, @expiresAt, @parent, @depth, @tabCount, @paneCount, @checksum, @data)
         ON CONFLICT (session, name) DO UPDATE SET parent = excluded.parent, depth = excluded.depth,
           expires_at = excluded.expires_at, data = excluded.data`,
      )
      .run({ ...meta, parent: meta.parent ?? null, data })
  }

  #dropExpired(): void {
    const now = this.#clock.now()
    this.#db.prepare('DELETE FROM snapshots WHERE expires_at <= ?').run(now)
  }

  async #announcer(events: readonly Redacted<EventEnvelope>[]): Promise<() => void> {
    if (events.length === 0) return () => {}
    const { createSqliteOutbox } = await import('@engawa/events')
    const outbox = createSqliteOutbox(this.#db, { clock: this.#clock })
    return () => void outbox.addInTransaction(events)
  }

  async #write<T>(work: () => T): Promise<T> {
    if (this.#readOnly) throw this.#readOnly
    return guard(this.#path, () => this.#db.transaction(work).immediate())
  }
}

function recordOf(row: Row): SnapshotRecord {
  const meta: SnapshotMeta = {
    session: row.session,
    name: row.name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.parent === null ? {} : { parent: row.parent }),
    depth: row.depth,
    tabCount: row.tab_count,
    paneCount: row.pane_count,
    checksum: row.checksum,
  }
  return { meta, data: row.data }
}
