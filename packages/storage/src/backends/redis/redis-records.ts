import type { RedisCommander } from 'ioredis'
import type { Blob, HistoryQuery, RecordBackend, RecordQuery, StoredRecord } from '../../backend.js'
import type { Collection } from '../../entities/change.js'
import { pageOfRecords } from '../../listing/record-order.js'
import { payloadOf } from '../server/server-watch.js'
import { purgeRecordScript, putRecordScript } from './record-scripts.js'
import type { RedisConnection } from './redis-connection.js'
import { changeChannel, recordIndexKeys, recordKeys } from './redis-keys.js'
import { runScript } from './run-script.js'

/** Records read at once. */
const together = 500

/** A list of versions and a hash of bytes for each record, and sorted sets that lead to them. */
export class RedisRecords implements RecordBackend {
  readonly #connection: RedisConnection
  readonly #prefix: string
  /** In a cluster no script reaches beyond the keys of one record: there is a set of all ids instead. */
  readonly #isCluster: boolean

  constructor(connection: RedisConnection) {
    this.#connection = connection
    this.#prefix = connection.target.keyPrefix
    this.#isCluster = connection.target.mode === 'cluster'
  }

  get(collection: Collection, id: string): Promise<StoredRecord | undefined> {
    return this.#connection.run((commands) => this.#newest(commands, collection, id))
  }

  async put(collection: Collection, record: StoredRecord, blobs: readonly Blob[]): Promise<boolean> {
    const { id, owner, parent, version, createdAt } = record
    const told = [changeChannel(this.#prefix), payloadOf(collection, id)]
    const args = [String(version), owner, parent, createdAt, id, JSON.stringify(record), ...told]
    const bytes = blobs.flatMap((blob) => [blob.hash, Buffer.from(blob.bytes)])
    const stored = await this.#connection.run(async (commands) => {
      // Before its record is there, so that none is ever left unlisted.
      if (this.#isCluster && version === 1) await commands.sadd(this.#indexOf(collection).registry, id)
      return runScript(commands, putRecordScript, this.#keysOf(collection, id), [...args, ...bytes])
    })
    return stored === 1
  }

  list(query: RecordQuery): Promise<readonly StoredRecord[]> {
    return this.#connection.run((commands) =>
      this.#isCluster ? this.#listAll(commands, query) : this.#listSorted(commands, query),
    )
  }

  async history({ collection, id, order, after, limit }: HistoryQuery): Promise<readonly StoredRecord[]> {
    const { versions } = recordKeys(this.#prefix, collection, id)
    // A version's place is one less than its number.
    const jsons = await this.#connection.run(async (commands) => {
      if (order === 'asc') return commands.lrange(versions, after ?? 0, (after ?? 0) + limit - 1)
      const last = (after ?? (await commands.llen(versions)) + 1) - 2
      if (last < 0) return []
      return (await commands.lrange(versions, Math.max(last - limit + 1, 0), last)).reverse()
    })
    return jsons.map(parse)
  }

  async blob(collection: Collection, id: string, hash: string): Promise<Uint8Array | undefined> {
    const { blobs } = recordKeys(this.#prefix, collection, id)
    return (await this.#connection.run((commands) => commands.hgetBuffer(blobs, hash))) ?? undefined
  }

  async purge(collection: Collection, id: string): Promise<boolean> {
    const args = [changeChannel(this.#prefix), payloadOf(collection, id)]
    const keys = this.#keysOf(collection, id)
    return (await this.#connection.run((commands) => runScript(commands, purgeRecordScript, keys, args))) === 1
  }

  async #listSorted(commands: RedisCommander, query: RecordQuery): Promise<readonly StoredRecord[]> {
    const { collection, owner, parent, includeDeleted, order, after, limit } = query
    const { byTime, byOwner, byParent } = this.#indexOf(collection)
    const group = parent ?? owner
    const key = parent !== undefined ? byParent : owner !== undefined ? byOwner : byTime
    const start = group === undefined ? '' : `${group}\u0000`
    const first = group === undefined ? '-' : `[${start}`
    const last = group === undefined ? '+' : `(${group}\u0001`
    const found: StoredRecord[] = []
    let behind = after && `${start}${after.createdAt} ${after.id}`
    while (found.length < limit) {
      const members: string[] =
        order === 'asc'
          ? await commands.zrangebylex(key, behind === undefined ? first : `(${behind}`, last, 'LIMIT', 0, limit)
          : await commands.zrevrangebylex(key, behind === undefined ? last : `(${behind}`, first, 'LIMIT', 0, limit)
      const ids = members.map((member) => member.slice(member.indexOf(' ', start.length) + 1))
      for (const record of await this.#newestOf(commands, collection, ids)) {
        if (!includeDeleted && record.deletedAt !== undefined) continue
        if (owner === undefined || record.owner === owner) found.push(record)
      }
      if (members.length < limit) break
      behind = members.at(-1)
    }
    return found.slice(0, limit)
  }

  async #listAll(commands: RedisCommander, query: RecordQuery): Promise<readonly StoredRecord[]> {
    const ids = await commands.smembers(this.#indexOf(query.collection).registry)
    const records: StoredRecord[] = []
    for (let at = 0; at < ids.length; at += together) {
      records.push(...(await this.#newestOf(commands, query.collection, ids.slice(at, at + together))))
    }
    return pageOfRecords(records, query)
  }

  /** Those that are there. All are asked for at once: they travel together. */
  async #newestOf(commands: RedisCommander, collection: Collection, ids: readonly string[]): Promise<StoredRecord[]> {
    const records = await Promise.all(ids.map((id) => this.#newest(commands, collection, id)))
    return records.filter((record) => record !== undefined)
  }

  async #newest(commands: RedisCommander, collection: Collection, id: string): Promise<StoredRecord | undefined> {
    const json = await commands.lindex(recordKeys(this.#prefix, collection, id).versions, -1)
    return json === null ? undefined : parse(json)
  }

  #indexOf(collection: Collection) {
    return recordIndexKeys(this.#prefix, collection)
  }

  #keysOf(collection: Collection, id: string): readonly string[] {
    const { versions, blobs } = recordKeys(this.#prefix, collection, id)
    if (this.#isCluster) return [versions, blobs]
    const { byTime, byOwner, byParent } = this.#indexOf(collection)
    return [versions, blobs, byTime, byOwner, byParent]
  }
}

const parse = (json: string): StoredRecord => JSON.parse(json) as StoredRecord
