import type { Backend, RecordQuery, StoredRecord } from '../backend.js'
import type { Collection } from '../entities/change.js'
import { contentMissing } from '../store-errors.js'
import { contentHash } from './content-hash.js'

const recordsAtOnce = 1_000
const versionsAtOnce = 200

/** The newest version of every record, deleted ones too, in the order of their creation. */
export async function* allRecords(
  backend: Backend,
  query: Pick<RecordQuery, 'collection' | 'owner'>,
): AsyncGenerator<StoredRecord, void, undefined> {
  let after: StoredRecord | undefined
  do {
    const page = { includeDeleted: true, order: 'asc', limit: recordsAtOnce } as const
    const records = await backend.records.list({ ...query, ...page, ...(after === undefined ? {} : { after }) })
    yield* records
    after = records.length < recordsAtOnce ? undefined : records.at(-1)
  } while (after !== undefined)
}

/** @param from versions behind this one only */
export async function* allVersions(
  backend: Backend,
  collection: Collection,
  id: string,
  from = 0,
): AsyncGenerator<StoredRecord, void, undefined> {
  let after: number | undefined = from
  do {
    const query = { collection, id, order: 'asc', after, limit: versionsAtOnce } as const
    const versions = await backend.records.history(query)
    yield* versions
    after = versions.length < versionsAtOnce ? undefined : versions.at(-1)?.version
  } while (after !== undefined)
}

/** @throws StorageError `storage/corrupt` when the bytes are gone, or are not what their hash says */
export async function wholeBlob(
  backend: Backend,
  collection: Collection,
  id: string,
  hash: string,
): Promise<Uint8Array> {
  const bytes = await backend.records.blob(collection, id, hash)
  if (bytes === undefined || contentHash(bytes) !== hash) throw contentMissing(`the record of ${collection}`, id)
  return bytes
}
