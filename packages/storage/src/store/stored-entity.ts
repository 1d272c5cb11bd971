import type { StoredRecord } from '../backend.js'
import type { Versioned } from '../entities/versioned.js'

/**
 * A record as the world sees it, with what its place says of it. What the body holds was checked when it was written, and by the checksum or the
 * database since; hence no second check here.
 */
export const storedEntity = <T extends Versioned>(record: StoredRecord, belongings: object = {}): T =>
  ({
    ...record.body,
    id: record.id,
    ...belongings,
    version: record.version,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    ...(record.deletedAt === undefined ? {} : { deletedAt: record.deletedAt }),
  }) as T

/** A field of an entity whose empty value means that there is none. */
export const unlessEmpty = <Name extends string>(name: Name, value: string): { readonly [N in Name]?: string } =>
  (value === '' ? {} : { [name]: value }) as { readonly [N in Name]?: string }
