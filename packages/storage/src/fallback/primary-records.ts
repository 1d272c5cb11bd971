import type { Backend, RecordBackend } from '../backend.js'
import type { Failover } from './failover.js'
import { notKept } from './outage-error.js'

/**
 * Documents, contexts, panels and the like. They are versions that follow one another, and which one is the newest only
 * the primary knows: during its outage they are refused rather than made twice.
 */
export function primaryRecords(failover: Failover): RecordBackend {
  const run = <T>(work: (records: RecordBackend) => Promise<T>) => onlyPrimary(failover, ({ records }) => work(records))
  return {
    get: (collection, id) => run((records) => records.get(collection, id)),
    put: (collection, record, blobs) => run((records) => records.put(collection, record, blobs)),
    list: (query) => run((records) => records.list(query)),
    history: (query) => run((records) => records.history(query)),
    blob: (collection, id, hash) => run((records) => records.blob(collection, id, hash)),
    purge: (collection, id) => run((records) => records.purge(collection, id)),
  }
}

/** @throws StorageError `storage/outage` while the primary is away */
export const onlyPrimary = <T>(failover: Failover, work: (backend: Backend) => Promise<T>): Promise<T> =>
  failover.run(({ backend, outage }) => {
    if (outage !== undefined) throw notKept(outage.of)
    return work(backend)
  })
