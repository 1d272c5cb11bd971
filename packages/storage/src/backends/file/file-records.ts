import { join } from 'node:path'
import type { Blob, HistoryQuery, RecordBackend, RecordQuery, Replacement, StoredRecord } from '../../backend.js'
import type { Durability } from '../../chat-store.js'
import type { Collection } from '../../entities/change.js'
import { pageOfRecords, pageOfVersions } from '../../listing/record-order.js'
import type { Damage } from './damage.js'
import type { Disk } from './disk.js'
import { FileBlobs } from './file-blobs.js'
import { fileNameOf } from './file-name.js'
import { RecordLog } from './record-log.js'

export interface FileRecordsOptions {
  readonly disk: Disk
  /** Of the records: a folder in it for each collection. */
  readonly directory: string
  readonly blobDirectory: string
  readonly durability: Durability
  readonly onDamage: (damage: Damage) => void
  /** Takes away what was copied of a log because it was damaged. */
  readonly forget: (path: string) => Promise<void>
}

interface Summary {
  readonly identity: string
  readonly size: number
  readonly record: StoredRecord | undefined
}

/** One log for each record. */
export class FileRecords implements RecordBackend {
  readonly #options: FileRecordsOptions
  readonly #blobs: FileBlobs
  readonly #settled = new Set<Collection>()
  readonly #summaries = new Map<string, Summary>()

  constructor(options: FileRecordsOptions) {
    this.#options = options
    this.#blobs = new FileBlobs(options.disk, options.blobDirectory)
  }

  folderOf(collection: Collection): string {
    return join(this.#options.directory, collection)
  }

  async get(collection: Collection, id: string): Promise<StoredRecord | undefined> {
    return this.newestAt(this.#pathOf(collection, id))
  }

  async put(collection: Collection, record: StoredRecord, blobs: readonly Blob[]): Promise<boolean> {
    this.#settle(collection)
    return this.#logAt(this.#pathOf(collection, record.id)).append(record, () => {
      for (const blob of blobs) this.#blobs.write(collection, record.id, blob)
    })
  }

  async list(query: RecordQuery): Promise<readonly StoredRecord[]> {
    const records: StoredRecord[] = []
    for await (const path of this.paths(query.collection)) {
      const record = this.newestAt(path)
      if (record !== undefined) records.push(record)
    }
    return pageOfRecords(records, query)
  }

  async history(query: HistoryQuery): Promise<readonly StoredRecord[]> {
    return pageOfVersions(this.#logAt(this.#pathOf(query.collection, query.id)).versions(), query)
  }

  async blob(collection: Collection, id: string, hash: string): Promise<Uint8Array | undefined> {
    return this.#blobs.read(collection, id, hash)
  }

  async purge(collection: Collection, id: string): Promise<boolean> {
    const path = this.#pathOf(collection, id)
    const there = await this.#logAt(path).remove(() => this.#blobs.removeAll(collection, id))
    await this.#options.forget(path)
    return there
  }

  /** All in one record's log. */
  async rewrite(collection: Collection, changes: readonly Replacement<StoredRecord>[]): Promise<number> {
    const [first] = changes
    return first === undefined ? 0 : this.#logAt(this.#pathOf(collection, first.from.id)).rewrite(changes)
  }

  async rewriteBlob(
    collection: Collection,
    id: string,
    hash: string,
    change: Replacement<Uint8Array>,
  ): Promise<boolean> {
    return this.#logAt(this.#pathOf(collection, id)).whileLocked(() =>
      this.#blobs.rewrite(collection, id, hash, change),
    )
  }

  async *paths(collection: Collection): AsyncGenerator<string> {
    for await (const name of this.#options.disk.list(this.folderOf(collection))) {
      if (name.endsWith(endingOf(collection))) yield join(this.folderOf(collection), name)
    }
  }

  /** The newest version in a log. One that has not changed is not opened again. */
  newestAt(path: string): StoredRecord | undefined {
    const found = this.#options.disk.inspect(path)
    if (found === undefined) {
      this.#summaries.delete(path)
      return undefined
    }
    const known = this.#summaries.get(path)
    if (known?.identity === found.identity && known.size === found.size) return structuredClone(known.record)
    const record = this.#logAt(path).newest()
    this.#summaries.set(path, { ...found, record })
    return structuredClone(record)
  }

  /** Once in a process: it makes the folder's own entry durable, whoever made the folder. */
  #settle(collection: Collection): void {
    if (this.#settled.has(collection)) return
    this.#options.disk.createDirectory(this.folderOf(collection))
    this.#settled.add(collection)
  }

  #pathOf(collection: Collection, id: string): string {
    return join(this.folderOf(collection), fileNameOf(id) + endingOf(collection))
  }

  #logAt(path: string): RecordLog {
    const { disk, durability, onDamage } = this.#options
    return new RecordLog(path, disk, durability, onDamage)
  }
}

/** With the collection's name, so that copies of damaged lines, which lie in one folder, are told apart. */
const endingOf = (collection: Collection): string => `.${collection}.jsonl`
