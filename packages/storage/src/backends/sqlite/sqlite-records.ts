import type { Database, Statement } from 'better-sqlite3'
import type { Blob, HistoryQuery, RecordBackend, RecordQuery, StoredRecord } from '../../backend.js'
import type { Collection } from '../../entities/change.js'
import { withSqliteErrors } from '../../sqlite/sqlite-errors.js'
import type { SqliteChanges } from './sqlite-changes.js'

interface Head {
  readonly number: number
  readonly version: number
}

interface Version {
  readonly json: string
}

type Values = Record<string, string | number>

const reading = 'could not read the records'
const writing = 'could not write to the records'

export class SqliteRecords implements RecordBackend {
  readonly #database: Database
  readonly #head: Statement<[Collection, string], Head>
  readonly #newest: Statement<[Collection, string], Version>
  readonly #insert: Statement<[Values]>
  readonly #update: Statement<[Values]>
  readonly #insertVersion: Statement<[number | bigint, number, string]>
  readonly #insertBlob: Statement<[number | bigint, string, Uint8Array]>
  readonly #blob: Statement<[Collection, string, string], { readonly bytes: Buffer }>
  readonly #delete: Statement<[Collection, string]>
  readonly #changes: SqliteChanges

  constructor(database: Database, changes: SqliteChanges) {
    this.#database = database
    this.#changes = changes
    const ofRecord = 'r.collection = ? AND r.id = ?'
    this.#head = database.prepare(`SELECT number, version FROM chat_records r WHERE ${ofRecord}`)
    this.#newest = database.prepare(`SELECT v.json FROM chat_records r
      JOIN chat_versions v ON v.record = r.number AND v.version = r.version WHERE ${ofRecord}`)
    this.#insert = database.prepare(`INSERT INTO chat_records
      (collection, id, owner, parent, created_at, is_deleted, version)
      VALUES (:collection, :id, :owner, :parent, :createdAt, :isDeleted, 1)`)
    this.#update = database.prepare(
      'UPDATE chat_records SET is_deleted = :isDeleted, version = :version WHERE number = :number',
    )
    this.#insertVersion = database.prepare('INSERT INTO chat_versions VALUES (?, ?, ?)')
    this.#insertBlob = database.prepare('INSERT OR IGNORE INTO chat_blobs VALUES (?, ?, ?)')
    this.#blob = database.prepare(
      `SELECT b.bytes FROM chat_records r JOIN chat_blobs b ON b.record = r.number WHERE ${ofRecord} AND b.hash = ?`,
    )
    this.#delete = database.prepare('DELETE FROM chat_records WHERE collection = ? AND id = ?')
  }

  async get(collection: Collection, id: string): Promise<StoredRecord | undefined> {
    const found = withSqliteErrors(reading, () => this.#newest.get(collection, id))
    return found && parse(found)
  }

  async put(collection: Collection, record: StoredRecord, blobs: readonly Blob[]): Promise<boolean> {
    return this.#write(() => {
      const head = this.#head.get(collection, record.id)
      if ((head?.version ?? 0) !== record.version - 1) return false
      const { id, owner, parent, createdAt, deletedAt, version } = record
      const isDeleted = deletedAt === undefined ? 0 : 1
      const number =
        head?.number ?? this.#insert.run({ collection, id, owner, parent, createdAt, isDeleted }).lastInsertRowid
      if (head !== undefined) this.#update.run({ number: head.number, isDeleted, version })
      for (const { hash, bytes } of blobs) this.#insertBlob.run(number, hash, bytes)
      this.#insertVersion.run(number, version, JSON.stringify(record))
      this.#changes.note(collection, id)
      return true
    })
  }

  async list(query: RecordQuery): Promise<readonly StoredRecord[]> {
    const { collection, owner, parent, includeDeleted, order, after, limit } = query
    const conditions = ['r.collection = :collection']
    if (owner !== undefined) conditions.push('r.owner = :owner')
    if (parent !== undefined) conditions.push('r.parent = :parent')
    if (!includeDeleted) conditions.push('NOT r.is_deleted')
    if (after !== undefined) conditions.push(`(r.created_at, r.id) ${order === 'asc' ? '>' : '<'} (:createdAt, :id)`)
    const values = {
      collection,
      limit,
      ...(owner === undefined ? {} : { owner }),
      ...(parent === undefined ? {} : { parent }),
      ...(after === undefined ? {} : { createdAt: after.createdAt, id: after.id }),
    }
    return withSqliteErrors(reading, () =>
      this.#database
        .prepare<[Values], Version>(
          `SELECT v.json FROM chat_records r JOIN chat_versions v ON v.record = r.number AND v.version = r.version
           WHERE ${conditions.join(' AND ')} ORDER BY r.created_at ${order}, r.id ${order} LIMIT :limit`,
        )
        .all(values)
        .map(parse),
    )
  }

  async history({ collection, id, order, after, limit }: HistoryQuery): Promise<readonly StoredRecord[]> {
    const from = after ?? (order === 'asc' ? 0 : Number.MAX_SAFE_INTEGER)
    return withSqliteErrors(reading, () =>
      this.#database
        .prepare<[string, string, number, number], Version>(
          `SELECT v.json FROM chat_records r JOIN chat_versions v ON v.record = r.number
           WHERE r.collection = ? AND r.id = ? AND v.version ${order === 'asc' ? '>' : '<'} ?
           ORDER BY v.version ${order} LIMIT ?`,
        )
        .all(collection, id, from, limit)
        .map(parse),
    )
  }

  async blob(collection: Collection, id: string, hash: string): Promise<Uint8Array | undefined> {
    return withSqliteErrors(reading, () => this.#blob.get(collection, id, hash)?.bytes)
  }

  async purge(collection: Collection, id: string): Promise<boolean> {
    return this.#write(() => {
      const there = this.#delete.run(collection, id).changes > 0
      if (there) this.#changes.note(collection, id)
      return there
    })
  }

  #write<T>(work: () => T): T {
    return withSqliteErrors(writing, () => this.#database.transaction(work).immediate())
  }
}

const parse = ({ json }: Version): StoredRecord => JSON.parse(json) as StoredRecord
