import type { JsonValue } from '@engawa/core'
import type { KeyValueBackend, KeyValueEntry } from '../../backend.js'
import type { PostgresConnections } from './postgres-connections.js'
import type { Tables } from './tables.js'

/** Swept a few at a time at each write, so that no write takes long. */
const sweptAtOnce = 100
const keysAtOnce = 1_000

export class PostgresKeyValue implements KeyValueBackend {
  readonly #connections: PostgresConnections
  readonly #table: string

  constructor(connections: PostgresConnections, tables: Tables) {
    this.#connections = connections
    this.#table = tables.kv
  }

  async get(key: string, now: number): Promise<KeyValueEntry | undefined> {
    const sql = `SELECT value, expires_at FROM ${this.#table} WHERE key = $1 AND ${live('$2')}`
    const [row] = await this.#rows<{ value: string; expires_at: number | null }>(sql, [key, now])
    if (row === undefined) return undefined
    const { value, expires_at: expiresAt } = row
    return { value: JSON.parse(value) as JsonValue, ...(expiresAt === null ? {} : { expiresAt }) }
  }

  async set(key: string, value: JsonValue, expiresAt: number | undefined, now: number): Promise<void> {
    await this.#rows(
      `WITH swept AS (
         DELETE FROM ${this.#table} WHERE key IN (
           SELECT key FROM ${this.#table} WHERE expires_at <= $4 AND key <> $1 LIMIT ${sweptAtOnce} FOR UPDATE SKIP LOCKED)
       )
       INSERT INTO ${this.#table} VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
      [key, JSON.stringify(value), expiresAt ?? null, now],
    )
  }

  async delete(key: string, now: number): Promise<boolean> {
    const sql = `DELETE FROM ${this.#table} WHERE key = $1 AND ${live('$2')} RETURNING 1`
    return (await this.#rows(sql, [key, now])).length > 0
  }

  async *keys(now: number): AsyncGenerator<string> {
    let after = ''
    for (;;) {
      const rows = await this.#rows<{ key: string }>(
        `SELECT key FROM ${this.#table} WHERE key > $1 AND ${live('$2')} ORDER BY key LIMIT ${keysAtOnce}`,
        [after, now],
      )
      yield* rows.map(({ key }) => key)
      const last = rows.at(-1)
      if (last === undefined || rows.length < keysAtOnce) return
      after = last.key
    }
  }

  #rows<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return this.#connections.run((statements) => statements.rows<Row>(sql, values))
  }
}

const live = (now: string): string => `(expires_at IS NULL OR expires_at > ${now})`
