import type { Blob, HistoryQuery, RecordBackend, RecordQuery, StoredRecord } from '../../backend.js'
import type { Collection } from '../../entities/change.js'
import { notify } from './notices.js'
import type { PostgresConnections, Statements } from './postgres-connections.js'
import type { Tables } from './tables.js'

interface Head {
  readonly number: string
  readonly version: number
}

interface Version {
  readonly json: string
}

/** The lock on a record's row keeps its writers apart. */
export class PostgresRecords implements RecordBackend {
  readonly #connections: PostgresConnections
  readonly #tables: Tables
  readonly #channel: string

  constructor(connections: PostgresConnections, tables: Tables, channel: string) {
    this.#connections = connections
    this.#tables = tables
    this.#channel = channel
  }

  async get(collection: Collection, id: string): Promise<StoredRecord | undefined> {
    const { records, versions } = this.#tables
    const sql = `SELECT v.json FROM ${records} r JOIN ${versions} v ON v.record = r.number AND v.version = r.version
      WHERE r.collection = $1 AND r.id = $2`
    const [row] = await this.#rows<Version>(sql, [collection, id])
    return row && parse(row)
  }

  async put(collection: Collection, record: StoredRecord, blobs: readonly Blob[]): Promise<boolean> {
    return this.#connections.transaction(async (statements) => {
      const number =
        record.version === 1
          ? await this.#create(statements, collection, record)
          : await this.#advance(statements, collection, record)
      if (number === undefined) return false
      for (const { hash, bytes } of blobs) {
        const sql = `INSERT INTO ${this.#tables.blobs} VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
        await statements.rows(sql, [number, hash, bytes])
      }
      const json = JSON.stringify(record)
      await statements.rows(`INSERT INTO ${this.#tables.versions} VALUES ($1, $2, $3)`, [number, record.version, json])
      await notify(statements, this.#channel, collection, record.id)
      return true
    })
  }

  async list(query: RecordQuery): Promise<readonly StoredRecord[]> {
    const { collection, owner, parent, includeDeleted, order, after, limit } = query
    const values: unknown[] = [collection, limit]
    const value = (one: unknown) => `$${values.push(one)}`
    const conditions = ['r.collection = $1']
    if (owner !== undefined) conditions.push(`r.owner = ${value(owner)}`)
    if (parent !== undefined) conditions.push(`r.parent = ${value(parent)}`)
    if (!includeDeleted) conditions.push('NOT r.is_deleted')
    if (after !== undefined) {
      const compare = order === 'asc' ? '>' : '<'
      const at = value(after.createdAt)
      // The first half is what the index can use.
      conditions.push(`r.created_at ${compare}= ${at} AND (r.created_at, r.id) ${compare} (${at}, ${value(after.id)})`)
    }
    const rows = await this.#rows<Version>(
      `SELECT v.json FROM ${this.#tables.records} r
       JOIN ${this.#tables.versions} v ON v.record = r.number AND v.version = r.version
       WHERE ${conditions.join(' AND ')} ORDER BY r.created_at ${order}, r.id ${order} LIMIT $2`,
      values,
    )
    return rows.map(parse)
  }

  async history({ collection, id, order, after, limit }: HistoryQuery): Promise<readonly StoredRecord[]> {
    const values = [collection, id, limit, ...(after === undefined ? [] : [Math.min(after, 2 ** 31 - 1)])]
    const behind = after === undefined ? '' : `AND v.version ${order === 'asc' ? '>' : '<'} $4`
    const rows = await this.#rows<Version>(
      `SELECT v.json FROM ${this.#tables.records} r JOIN ${this.#tables.versions} v ON v.record = r.number
       WHERE r.collection = $1 AND r.id = $2 ${behind} ORDER BY v.version ${order} LIMIT $3`,
      values,
    )
    return rows.map(parse)
  }

  async blob(collection: Collection, id: string, hash: string): Promise<Uint8Array | undefined> {
    const sql = `SELECT b.bytes FROM ${this.#tables.records} r JOIN ${this.#tables.blobs} b ON b.record = r.number
      WHERE r.collection = $1 AND r.id = $2 AND b.hash = $3`
    const [row] = await this.#rows<{ bytes: Buffer }>(sql, [collection, id, hash])
    return row?.bytes
  }

  async purge(collection: Collection, id: string): Promise<boolean> {
    return this.#connections.transaction(async (statements) => {
      const sql = `DELETE FROM ${this.#tables.records} WHERE collection = $1 AND id = $2 RETURNING 1`
      const deleted = await statements.rows(sql, [collection, id])
      if (deleted.length > 0) await notify(statements, this.#channel, collection, id)
      return deleted.length > 0
    })
  }

  async #create(
    statements: Statements,
    collection: Collection,
    { id, owner, parent, createdAt, deletedAt }: StoredRecord,
  ): Promise<string | undefined> {
    const [row] = await statements.rows<Head>(
      `INSERT INTO ${this.#tables.records} (collection, id, owner, parent, created_at, is_deleted, version)
       VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (collection, id) DO NOTHING RETURNING number`,
      [collection, id, owner, parent, createdAt, deletedAt !== undefined],
    )
    return row?.number
  }

  async #advance(
    statements: Statements,
    collection: Collection,
    { id, version, deletedAt }: StoredRecord,
  ): Promise<string | undefined> {
    const [row] = await statements.rows<Head>(
      `UPDATE ${this.#tables.records} SET version = $3, is_deleted = $4
       WHERE collection = $1 AND id = $2 AND version = $3::int - 1 RETURNING number`,
      [collection, id, version, deletedAt !== undefined],
    )
    return row?.number
  }

  #rows<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return this.#connections.run((statements) => statements.rows<Row>(sql, values))
  }
}

const parse = ({ json }: Version): StoredRecord => JSON.parse(json) as StoredRecord
