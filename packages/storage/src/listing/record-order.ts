import type { HistoryQuery, RecordPosition, RecordQuery, StoredRecord } from '../backend.js'
import { compareText } from './order.js'

export const compareRecords = (a: RecordPosition, z: RecordPosition): number =>
  compareText(a.createdAt, z.createdAt) || compareText(a.id, z.id)

/** One page out of all records of a collection, for backends without an index. */
export function pageOfRecords(records: readonly StoredRecord[], query: RecordQuery): readonly StoredRecord[] {
  const { owner, parent, after } = query
  const direction = query.order === 'asc' ? 1 : -1
  return records
    .filter(
      (record) =>
        (query.includeDeleted || record.deletedAt === undefined) &&
        (owner === undefined || record.owner === owner) &&
        (parent === undefined || record.parent === parent) &&
        (after === undefined || compareRecords(record, after) * direction > 0),
    )
    .toSorted((a, z) => compareRecords(a, z) * direction)
    .slice(0, query.limit)
}

/** One page out of all versions of a record, oldest first. */
export function pageOfVersions(versions: readonly StoredRecord[], query: HistoryQuery): readonly StoredRecord[] {
  const { order, after, limit } = query
  const behind = versions.filter(
    ({ version }) => after === undefined || (order === 'asc' ? version > after : version < after),
  )
  return (order === 'asc' ? behind : behind.reverse()).slice(0, limit)
}
