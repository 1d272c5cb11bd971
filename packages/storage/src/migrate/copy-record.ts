import { isDeepStrictEqual } from 'node:util'
import type { Backend, StoredRecord } from '../backend.js'
import type { Collection } from '../entities/change.js'
import { allVersions, wholeBlob } from '../store/all-records.js'
import { targetConflict } from './target-conflict.js'

/**
 * The newest version of a record that the target has, which is one that the source has too.
 *
 * @throws StorageError `storage/migration-conflict` when the target has another record of this id
 */
export async function newestIn(
  source: Backend,
  target: Backend,
  collection: Collection,
  record: StoredRecord,
): Promise<StoredRecord | undefined> {
  const there = await target.records.get(collection, record.id)
  if (there === undefined || isDeepStrictEqual(there, record)) return there
  for await (const ours of allVersions(source, collection, record.id, there.version - 1)) {
    if (isDeepStrictEqual(ours, there)) return there
    break
  }
  throw targetConflict(`${JSON.stringify(record.id)} of ${collection}`)
}

/**
 * Copy the versions that the target lacks, each with the bytes that came with it.
 *
 * @param onCopied called with the number of versions of each step
 * @returns whether anything was copied
 */
export async function copyRecord(
  source: Backend,
  target: Backend,
  collection: Collection,
  record: StoredRecord,
  onCopied: (versions: number) => void,
): Promise<boolean> {
  const { id } = record
  const there = await newestIn(source, target, collection, record)
  if (there?.version === record.version) return false
  let present = there?.blobs ?? []
  for await (const version of allVersions(source, collection, id, there?.version)) {
    const hashes = (version.blobs ?? []).filter((hash) => !present.includes(hash))
    const blobs = await Promise.all(
      hashes.map(async (hash) => ({ hash, bytes: await wholeBlob(source, collection, id, hash) })),
    )
    if (!(await target.records.put(collection, version, blobs))) {
      throw targetConflict(`${JSON.stringify(id)} of ${collection}`)
    }
    present = version.blobs ?? []
    onCopied(1)
  }
  return true
}
