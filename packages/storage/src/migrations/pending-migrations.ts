import { createHash } from 'node:crypto'
import { StorageError } from '@engawa/core'

export interface Migration {
  /** Sorts by age and says what it does: `0001-sessions`. Never changed once released. */
  readonly name: string
  /** One or more statements. Never changed once released: a change is a new migration. */
  readonly sql: string
}

/** What a database says of one that was applied to it. */
export interface Applied {
  readonly name: string
  readonly hash: string
}

/**
 * Those that are still to be applied.
 *
 * @throws StorageError `storage/migration` when an applied migration was changed, when one was put before an applied
 *   one, and when the database has some that this version does not know
 */
export function pendingMigrations(
  applied: readonly Applied[],
  owner: string,
  migrations: readonly Migration[],
): readonly Migration[] {
  for (const [index, { name, hash }] of applied.entries()) {
    const ours = migrations[index]
    if (ours === undefined) {
      throw refused(`the tables of ${owner} have the migration ${name}, which this version does not know`, {
        hint: 'A newer version has used this database. Update this program.',
      })
    }
    if (ours.name !== name) {
      throw refused(`the tables of ${owner} had ${name} applied where ${ours.name} stands now: they are out of order`, {
        hint: 'Migrations are only ever added at the end.',
      })
    }
    if (hashOf(ours.sql) !== hash) {
      throw refused(`the migration ${name} of ${owner} was changed after it had been applied`, {
        hint: 'Put it back as it was, and make the change in a new migration.',
      })
    }
  }
  return migrations.slice(applied.length)
}

const refused = (message: string, { hint }: { readonly hint: string }) =>
  new StorageError(message, { code: 'storage/migration', hint })

/** By which the statements of a migration are known again. */
export const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex')
