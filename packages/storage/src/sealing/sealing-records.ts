import type { JsonObject } from '@engawa/core'
import type { RecordBackend, StoredRecord } from '../backend.js'
import type { Collection } from '../entities/change.js'
import { contentHash } from '../store/content-hash.js'
import { envelopeIn, openPacked, seal, unseal } from './envelope.js'
import type { KeyHolder, KnownKey } from './key-holder.js'
import type { Place } from './place.js'
import { blobEnvelope, sealedBlob } from './sealed-blob.js'

export const recordPlace = (collection: Collection, { id, version }: StoredRecord): Place => [collection, id, version]

export const blobPlace = (collection: Collection, id: string, hash: string): Place => [
  `${collection} blob`,
  JSON.stringify([id, hash]),
  1,
]

export const sealRecord = (collection: Collection, record: StoredRecord, key: KnownKey): StoredRecord => ({
  ...record,
  body: seal(record.body, key, recordPlace(collection, record)),
})

export async function unsealRecord(
  collection: Collection,
  record: StoredRecord,
  keys: KeyHolder,
): Promise<StoredRecord> {
  const place = recordPlace(collection, record)
  const envelope = envelopeIn(record.body, place)
  if (envelope === undefined) return record
  const body = unseal(envelope, await keys.byId(envelope.key, place), place) as JsonObject
  return { ...record, body }
}

/** Bodies and bytes are sealed. Ids, owners, what belongs to what, times and the hashes of bytes are not. */
export function sealingRecords(records: RecordBackend, keys: KeyHolder): RecordBackend {
  return {
    get: async (collection, id) => {
      const found = await records.get(collection, id)
      return found && unsealRecord(collection, found, keys)
    },
    put: async (collection, record, blobs) => {
      const key = await keys.current()
      if (key === undefined) return records.put(collection, record, blobs)
      const sealed = blobs.map(({ hash, bytes }) => ({
        hash,
        bytes: sealedBlob(bytes, key, blobPlace(collection, record.id, hash)),
      }))
      return records.put(collection, sealRecord(collection, record, key), sealed)
    },
    list: async (query) => unsealAll(query.collection, await records.list(query), keys),
    history: async (query) => unsealAll(query.collection, await records.history(query), keys),
    blob: async (collection, id, hash) => {
      const stored = await records.blob(collection, id, hash)
      return stored && unsealBlob(collection, id, hash, stored, keys)
    },
    purge: (collection, id) => records.purge(collection, id),
  }
}

/** What has the hash that it is called by is plain; all else must be sealed, or is handed on to be found damaged. */
export async function unsealBlob(
  collection: Collection,
  id: string,
  hash: string,
  stored: Uint8Array,
  keys: KeyHolder,
): Promise<Uint8Array> {
  if (contentHash(stored) === hash) return stored
  const found = blobEnvelope(stored)
  if (found === undefined) return stored
  const place = blobPlace(collection, id, hash)
  return openPacked(found.v, found.sealed, await keys.byId(found.keyId, place), [place])
}

const unsealAll = (collection: Collection, records: readonly StoredRecord[], keys: KeyHolder) =>
  Promise.all(records.map((record) => unsealRecord(collection, record, keys)))
