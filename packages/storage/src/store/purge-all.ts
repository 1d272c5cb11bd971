import type { RecordQuery } from '../backend.js'
import type { Versioned } from '../entities/versioned.js'
import type { Records } from './records.js'

/** Purge all records that belong to something, deleted ones too. */
export async function purgeAll<T extends Versioned>(
  records: Records<T>,
  whose: Pick<RecordQuery, 'owner' | 'parent'>,
  purge: (entity: T) => Promise<unknown> = ({ id }) => records.purge(id),
): Promise<void> {
  for await (const entity of records.list(() => ({ ...whose, includeDeleted: true }), { limit: 200 })) {
    await purge(entity)
  }
}
