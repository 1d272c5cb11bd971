import type { EntityStore, Versioned } from '../entities/versioned.js'
import { checkId, checkObject } from '../input/check-values.js'
import type { Records } from './records.js'

type Verb = 'get' | 'delete' | 'restore' | 'purge' | 'history' | 'revert'

/** What every kind of entity does in the same way. */
export function entityVerbs<T extends Versioned>(records: Records<T>): Pick<EntityStore<T, never, never>, Verb> {
  return {
    get: async (id) => records.get(checkId(id, 'id')),
    delete: async (id) => {
      await records.setDeleted(checkId(id, 'id'), true)
    },
    restore: async (id) => records.setDeleted(checkId(id, 'id'), false),
    purge: async (id) => records.purge(checkId(id, 'id')),
    history: (id, options) => records.history(() => checkId(id, 'id'), options),
    revert: async (id, version, options = {}) => records.revert(checkId(id, 'id'), version, expectedIn(options)),
  }
}

/** The version that a change expects, if it says. */
export const expectedIn = (options: { readonly expectedVersion?: number }): number | undefined =>
  (checkObject(options, 'change') as typeof options).expectedVersion
