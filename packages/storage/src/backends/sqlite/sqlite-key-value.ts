import type { JsonValue } from '@engawa/core'
import type { Database, Statement } from 'better-sqlite3'
import type { KeyValueBackend, KeyValueEntry } from '../../backend.js'
import { withSqliteErrors } from '../../sqlite/sqlite-errors.js'

interface Row {
  readonly key: string
  readonly value: string
  readonly expires_at: number | null
}

/** Swept a few at a time at each write, so that no write takes long. */
const sweptAtOnce = 100
const keysAtOnce = 1_000

const reading = 'could not read the key/value store'
const writing = 'could not write to the key/value store'

export class SqliteKeyValue implements KeyValueBackend {
  readonly #get: Statement<[string, number], Row>
  readonly #set: Statement<[string, string, number | null]>
  readonly #delete: Statement<[string, number]>
  readonly #sweep: Statement<[number, number]>
  readonly #keys: Statement<[string, number, number], Pick<Row, 'key'>>
  readonly #write: (key: string, value: string, expiresAt: number | null, now: number) => void

  constructor(database: Database) {
    const live = '(expires_at IS NULL OR expires_at > ?)'
    this.#get = database.prepare(`SELECT key, value, expires_at FROM chat_kv WHERE key = ? AND ${live}`)
    this.#set = database.prepare('INSERT OR REPLACE INTO chat_kv VALUES (?, ?, ?)')
    this.#delete = database.prepare(`DELETE FROM chat_kv WHERE key = ? AND ${live}`)
    this.#sweep = database.prepare(
      'DELETE FROM chat_kv WHERE key IN (SELECT key FROM chat_kv WHERE expires_at <= ? LIMIT ?)',
    )
    this.#keys = database.prepare(`SELECT key FROM chat_kv WHERE key > ? AND ${live} ORDER BY key LIMIT ?`)
    const write = database.transaction((key: string, value: string, expiresAt: number | null, now: number) => {
      this.#sweep.run(now, sweptAtOnce)
      this.#set.run(key, value, expiresAt)
    })
    this.#write = write.immediate
  }

  async get(key: string, now: number): Promise<KeyValueEntry | undefined> {
    const row = withSqliteErrors(reading, () => this.#get.get(key, now))
    if (row === undefined) return undefined
    const { value, expires_at: expiresAt } = row
    return { value: JSON.parse(value) as JsonValue, ...(expiresAt === null ? {} : { expiresAt }) }
  }

  async set(key: string, value: JsonValue, expiresAt: number | undefined, now: number): Promise<void> {
    withSqliteErrors(writing, () => this.#write(key, JSON.stringify(value), expiresAt ?? null, now))
  }

  async delete(key: string, now: number): Promise<boolean> {
    return withSqliteErrors(writing, () => this.#delete.run(key, now).changes > 0)
  }

  async *keys(now: number): AsyncGenerator<string> {
    let after = ''
    for (;;) {
      const from = after
      const rows = withSqliteErrors(reading, () => this.#keys.all(from, now, keysAtOnce))
      yield* rows.map(({ key }) => key)
      const last = rows.at(-1)
      if (last === undefined || rows.length < keysAtOnce) return
      after = last.key
    }
  }
}
