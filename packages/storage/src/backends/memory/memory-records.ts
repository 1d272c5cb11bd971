import type {
  Blob,
  ChangeListener,
  HistoryQuery,
  RecordBackend,
  RecordQuery,
  Replacement,
  StoredRecord,
} from '../../backend.js'
import type { Collection } from '../../entities/change.js'
import { pageOfRecords, pageOfVersions } from '../../listing/record-order.js'

interface Kept {
  /** As JSON, so that nobody's later change to an object reaches them. */
  readonly versions: string[]
  readonly blobs: Map<string, Uint8Array>
}

export class MemoryRecords implements RecordBackend {
  readonly #collections = new Map<Collection, Map<string, Kept>>()
  readonly #onChange: ChangeListener

  constructor(onChange: ChangeListener) {
    this.#onChange = onChange
  }

  async get(collection: Collection, id: string): Promise<StoredRecord | undefined> {
    return newest(this.#in(collection).get(id))
  }

  async put(collection: Collection, record: StoredRecord, blobs: readonly Blob[]): Promise<boolean> {
    const records = this.#in(collection)
    const kept = records.get(record.id) ?? { versions: [], blobs: new Map<string, Uint8Array>() }
    if (kept.versions.length !== record.version - 1) return false
    for (const { hash, bytes } of blobs) kept.blobs.set(hash, bytes)
    kept.versions.push(JSON.stringify(record))
    records.set(record.id, kept)
    this.#onChange({ collection, id: record.id })
    return true
  }

  async list(query: RecordQuery): Promise<readonly StoredRecord[]> {
    const all = [...this.#in(query.collection).values()].map(newest)
    return pageOfRecords(
      all.filter((record) => record !== undefined),
      query,
    )
  }

  async history(query: HistoryQuery): Promise<readonly StoredRecord[]> {
    const kept = this.#in(query.collection).get(query.id)
    return pageOfVersions(kept?.versions.map(parse) ?? [], query)
  }

  async blob(collection: Collection, id: string, hash: string): Promise<Uint8Array | undefined> {
    const bytes = this.#in(collection).get(id)?.blobs.get(hash)
    return bytes && Buffer.from(bytes)
  }

  async purge(collection: Collection, id: string): Promise<boolean> {
    const there = this.#in(collection).delete(id)
    if (there) this.#onChange({ collection, id })
    return there
  }

  async rewrite(collection: Collection, changes: readonly Replacement<StoredRecord>[]): Promise<number> {
    let rewritten = 0
    for (const { from, to } of changes) {
      const versions = this.#in(collection).get(from.id)?.versions
      if (versions?.[from.version - 1] !== JSON.stringify(from)) continue
      versions[from.version - 1] = JSON.stringify(to)
      rewritten += 1
    }
    return rewritten
  }

  async rewriteBlob(
    collection: Collection,
    id: string,
    hash: string,
    { from, to }: Replacement<Uint8Array>,
  ): Promise<boolean> {
    const blobs = this.#in(collection).get(id)?.blobs
    const found = blobs?.get(hash)
    if (found === undefined || Buffer.compare(found, from) !== 0) return false
    blobs?.set(hash, to)
    return true
  }

  #in(collection: Collection): Map<string, Kept> {
    const records = this.#collections.get(collection) ?? new Map<string, Kept>()
    this.#collections.set(collection, records)
    return records
  }
}

const parse = (json: string): StoredRecord => JSON.parse(json) as StoredRecord

function newest(kept: Kept | undefined): StoredRecord | undefined {
  const json = kept?.versions.at(-1)
  return json === undefined ? undefined : parse(json)
}
