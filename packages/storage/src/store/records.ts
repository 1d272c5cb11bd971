import { type Clock, type JsonObject, timestamp } from '@engawa/core'
import type { Backend, Blob, RecordPosition, RecordQuery, StoredRecord } from '../backend.js'
import type { Listing, ListOptions, Page } from '../chat-store.js'
import type { Collection } from '../entities/change.js'
import type { Versioned } from '../entities/versioned.js'
import { checkAfter, checkLimit, checkOrder } from '../input/check-page.js'
import { checkInteger } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { maxRecordBytes } from '../input/limits.js'
import { decodeCursor, encodeCursor, foreignCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { entityDeleted, entityExists, entityUnknown, versionConflict } from '../store-errors.js'
import type { Turns } from '../turns.js'

/** What a change makes of a record. */
export interface Content {
  /** Checked already: nothing but JSON is in it. */
  readonly body: object
  readonly blobs?: readonly string[]
  /** Those blobs that are not stored yet. */
  readonly newBlobs?: readonly Blob[]
}

export interface NewRecord extends Content {
  readonly id: string
  readonly owner?: string
  readonly parent?: string
}

/** More than this many writers in a row were faster: something is wrong. */
const mostAttempts = 1_000

export interface RecordsOptions<T extends Versioned> {
  readonly collection: Collection
  /** For errors: `document`. */
  readonly what: string
  readonly defaultOrder: 'asc' | 'desc'
  readonly toEntity: (record: StoredRecord) => T
}

/** One collection of records as entities: what all of them have in common, over the backend's port. */
export class Records<T extends Versioned> {
  readonly toEntity: (record: StoredRecord) => T
  readonly #collection: Collection
  readonly #what: string
  readonly #defaultOrder: 'asc' | 'desc'
  readonly #backend: () => Backend
  readonly #clock: Clock
  readonly #turns: Turns

  constructor(
    { collection, what, defaultOrder, toEntity }: RecordsOptions<T>,
    backend: () => Backend,
    clock: Clock,
    turns: Turns,
  ) {
    this.#collection = collection
    this.#what = what
    this.#defaultOrder = defaultOrder
    this.toEntity = toEntity
    this.#backend = backend
    this.#clock = clock
    this.#turns = turns
  }

  async create({ id, owner = '', parent = '', body, blobs, newBlobs = [] }: NewRecord): Promise<T> {
    const at = timestamp(this.#clock)
    const record = {
      id,
      owner,
      parent,
      version: 1,
      createdAt: at,
      updatedAt: at,
      ...withBlobs(blobs),
      body: body as JsonObject,
    }
    checkSize(record, this.#what)
    if (!(await this.#backend().records.put(this.#collection, record, newBlobs))) {
      throw entityExists(this.#what, this.toEntity(record).id)
    }
    return this.toEntity(record)
  }

  /** Deleted or not. */
  async find(id: string): Promise<StoredRecord | undefined> {
    return this.#backend().records.get(this.#collection, id)
  }

  async get(id: string): Promise<T | undefined> {
    const record = await this.find(id)
    return record === undefined || record.deletedAt !== undefined ? undefined : this.toEntity(record)
  }

  /** @throws StorageError when it is unknown or deleted. @param shown the id as people know it */
  async existing(id: string, shown = id): Promise<StoredRecord> {
    const record = await this.find(id)
    if (record === undefined) throw entityUnknown(this.#what, shown)
    if (record.deletedAt !== undefined) throw entityDeleted(this.#what, shown)
    return record
  }

  /** @param make called again when someone else was faster */
  async change(
    id: string,
    expectedVersion: number | undefined,
    make: (record: StoredRecord) => Content | Promise<Content>,
    shown = id,
  ): Promise<T> {
    const expected = expectedVersion === undefined ? undefined : checkInteger(expectedVersion, 'expectedVersion', 1)
    return this.#oneByOne(id, expected, shown, async () => {
      const record = await this.existing(id, shown)
      if (expected !== undefined && record.version !== expected) {
        throw versionConflict(this.#what, shown, expected, record.version)
      }
      const { body, blobs, newBlobs = [] } = await make(record)
      const { blobs: before, ...kept } = record
      return { record: { ...kept, ...withBlobs(blobs), body: body as JsonObject }, newBlobs }
    })
  }

  /** Hide it or bring it back; as it is when it is so already. */
  async setDeleted(id: string, deleted: boolean, shown = id): Promise<T> {
    const before = await this.find(id)
    if (before !== undefined && (before.deletedAt !== undefined) === deleted) return this.toEntity(before)
    return this.#oneByOne(id, undefined, shown, async () => {
      const found = await this.find(id)
      if (found === undefined) throw entityUnknown(this.#what, shown)
      const { deletedAt, ...record } = found
      const hidden = deleted ? { deletedAt: deletedAt ?? timestamp(this.#clock) } : {}
      return { record: { ...record, ...hidden }, newBlobs: [] }
    })
  }

  async version(id: string, version: number, shown = id): Promise<StoredRecord> {
    const wanted = checkInteger(version, 'version', 1)
    const query = { collection: this.#collection, id, order: 'asc', after: wanted - 1, limit: 1 } as const
    const [found] = await this.#backend().records.history(query)
    if (found?.version !== wanted) throw entityUnknown(`version ${wanted} of ${this.#what}`, shown)
    return found
  }

  async revert(id: string, version: number, expectedVersion: number | undefined, shown = id): Promise<T> {
    const { body, blobs } = await this.version(id, version, shown)
    return this.change(id, expectedVersion, () => ({ body, ...withBlobs(blobs) }), shown)
  }

  async blob(id: string, hash: string): Promise<Uint8Array | undefined> {
    return this.#backend().records.blob(this.#collection, id, hash)
  }

  async purge(id: string): Promise<boolean> {
    return this.#turns.take(`${this.#collection} ${id}`, () => this.#backend().records.purge(this.#collection, id))
  }

  /** @param filter is read only when a page is fetched, so that what it refuses rejects the listing */
  list(
    filter: () => Pick<RecordQuery, 'owner' | 'parent'> & { readonly includeDeleted?: boolean },
    options: ListOptions,
  ): Listing<T> {
    return new PagedListing(async (after) => this.#page(filter(), options, after), options.after)
  }

  history(id: () => string, options: ListOptions = {}): Listing<T> {
    return new PagedListing(async (after) => this.#historyPage(id(), options, after), options.after)
  }

  async #oneByOne(
    id: string,
    expected: number | undefined,
    shown: string,
    make: () => Promise<{ readonly record: StoredRecord; readonly newBlobs: readonly Blob[] }>,
  ): Promise<T> {
    return this.#turns.take(`${this.#collection} ${id}`, async () => {
      for (let attempt = 1; ; attempt++) {
        const { record: base, newBlobs } = await make()
        const record = { ...base, version: base.version + 1, updatedAt: timestamp(this.#clock) }
        checkSize(record, this.#what)
        if (await this.#backend().records.put(this.#collection, record, newBlobs)) return this.toEntity(record)
        if (attempt === mostAttempts) throw versionConflict(this.#what, shown, expected ?? base.version, record.version)
      }
    })
  }

  async #page(
    filter: Pick<RecordQuery, 'owner' | 'parent'> & { readonly includeDeleted?: boolean },
    options: ListOptions,
    after: string | undefined,
  ): Promise<Page<T>> {
    const order = checkOrder(options.order, this.#defaultOrder)
    const limit = checkLimit(options.limit)
    const cursor = checkAfter(after === undefined ? {} : { after })
    const listing = `${this.#collection}-${order}`
    const { includeDeleted = false, ...rest } = filter
    const records = await this.#backend().records.list({
      ...rest,
      collection: this.#collection,
      includeDeleted: includeDeleted === true,
      order,
      limit: limit + 1,
      ...(cursor === undefined ? {} : { after: positionIn(decodeCursor(listing, cursor)) }),
    })
    const items = records.slice(0, limit).map(this.toEntity)
    const last = records[limit - 1]
    if (records.length <= limit || last === undefined) return { items }
    return { items, nextCursor: encodeCursor(listing, [last.createdAt, last.id]) }
  }

  async #historyPage(id: string, options: ListOptions, after: string | undefined): Promise<Page<T>> {
    const order = checkOrder(options.order, 'asc')
    const limit = checkLimit(options.limit)
    const cursor = checkAfter(after === undefined ? {} : { after })
    const listing = `${this.#collection}-history-${order}`
    const records = await this.#backend().records.history({
      collection: this.#collection,
      id,
      order,
      limit: limit + 1,
      ...(cursor === undefined ? {} : { after: checkInteger(decodeCursor(listing, cursor)[0], 'after', 0) }),
    })
    const items = records.slice(0, limit).map(this.toEntity)
    const last = records[limit - 1]
    if (records.length <= limit || last === undefined) return { items }
    return { items, nextCursor: encodeCursor(listing, [last.version]) }
  }
}

const withBlobs = (blobs: readonly string[] | undefined) => (blobs === undefined || blobs.length === 0 ? {} : { blobs })

function checkSize({ body }: StoredRecord, what: string): void {
  const size = Buffer.byteLength(JSON.stringify(body))
  if (size > maxRecordBytes) {
    throw invalidInput(what, `takes ${size} bytes without its content; the most is ${maxRecordBytes}`)
  }
}

function positionIn([createdAt, id]: readonly unknown[]): RecordPosition {
  if (typeof createdAt !== 'string' || typeof id !== 'string') throw foreignCursor()
  return { createdAt, id }
}
