import type { Database, Statement } from 'better-sqlite3'
import type { ChangeListener, StopWatching } from '../../backend.js'
import type { Watchable } from '../../entities/change.js'
import { withSqliteErrors } from '../../sqlite/sqlite-errors.js'
import { Listeners } from '../listeners.js'

interface Row {
  readonly number: number
  readonly collection: Watchable
  readonly id: string
}

/** How many changes are kept for watchers that are slow, or held up. */
const kept = 10_000
const readAtOnce = 1_000
/** How often to ask whether another process has written; the question reads no table. */
const askedEveryMs = 100

/** The table of the latest changes: written with each of them, in its transaction, and read by whoever watches. */
export class SqliteChanges {
  readonly #database: Database
  readonly #insert: Statement<[string, string]>
  readonly #trim: Statement<[number | bigint]>
  readonly #last: Statement<[], { readonly last: number }>
  readonly #since: Statement<[number, number], Row>
  readonly #listeners = new Listeners()
  #timer: NodeJS.Timeout | undefined
  /** Counts commits of other connections. */
  #dataVersion = 0
  #hasOwn = false
  #seen = 0

  constructor(database: Database) {
    this.#database = database
    this.#insert = database.prepare('INSERT INTO chat_changes (collection, id) VALUES (?, ?)')
    this.#trim = database.prepare(`DELETE FROM chat_changes WHERE number <= ? - ${kept}`)
    this.#last = database.prepare(
      `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'chat_changes'), 0) AS last`,
    )
    this.#since = database.prepare('SELECT * FROM chat_changes WHERE number > ? ORDER BY number LIMIT ?')
  }

  /** Within the transaction of the change. */
  note(collection: Watchable, id: string): void {
    const { lastInsertRowid } = this.#insert.run(collection, id)
    this.#trim.run(lastInsertRowid)
    this.#hasOwn = true
  }

  async watch(listener: ChangeListener): Promise<StopWatching> {
    if (this.#listeners.isEmpty) {
      this.#dataVersion = this.#currentVersion()
      this.#seen = this.#lastNumber()
    } else {
      // What came before belongs to those who watch already.
      this.#look()
    }
    const stop = this.#listeners.add(listener)
    this.#timer ??= setInterval(() => this.#look(), askedEveryMs)
    return async () => {
      await stop()
      if (this.#listeners.isEmpty) this.close()
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    try {
      const version = this.#currentVersion()
      if (version === this.#dataVersion && !this.#hasOwn) return
      this.#dataVersion = version
      this.#hasOwn = false
      this.#readOn()
    } catch {
      // A database that can't be read right now: nothing is passed over, the next look begins at the same place.
      this.#hasOwn = true
    }
  }

  #readOn(): void {
    let rows: Row[]
    do {
      rows = this.#since.all(this.#seen, readAtOnce)
      for (const { number, collection, id } of rows) {
        // A gap is what was trimmed away before it was read.
        if (number > this.#seen + 1) this.#listeners.tell(undefined)
        this.#seen = number
        this.#listeners.tell({ collection, id })
      }
    } while (rows.length === readAtOnce)
  }

  #currentVersion(): number {
    return withSqliteErrors('could not watch for changes', () =>
      Number(this.#database.pragma('data_version', { simple: true })),
    )
  }

  #lastNumber(): number {
    return withSqliteErrors('could not watch for changes', () => this.#last.get()?.last ?? 0)
  }
}
