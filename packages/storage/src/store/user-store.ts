import type { IdGenerator, JsonObject } from '@engawa/core'
import type { NewUser, User, UserStore } from '../entities/user.js'
import { checkNewUser, checkPreferences, checkUserChange } from '../input/check-user.js'
import { checkId } from '../input/check-values.js'
import { entityVerbs, expectedIn } from './entity-verbs.js'
import type { Records } from './records.js'

/** @param purgeBelongings removes all that is a user's, before the user goes */
export function userStore(
  records: Records<User>,
  newId: IdGenerator,
  purgeBelongings: (userId: string) => Promise<void>,
): UserStore {
  return {
    ...entityVerbs(records),
    create: async (given: NewUser = {}) => {
      const { id = newId(), profile = {}, preferences = {} } = checkNewUser(given)
      return records.create({ id, body: { profile, preferences } })
    },
    update: async (id, change) => {
      const checked = checkUserChange(change)
      return records.change(checkId(id, 'id'), expectedIn(change), ({ body }) => ({ body: { ...body, ...checked } }))
    },
    setPreferences: async (id, preferences, options = {}) => {
      const changed = checkPreferences(preferences)
      return records.change(checkId(id, 'id'), expectedIn(options), (record) => {
        const { preferences: before } = records.toEntity(record)
        return { body: { ...record.body, preferences: withoutNulls({ ...before, ...changed }) } }
      })
    },
    list: (options = {}) => records.list(() => flagged(options), options),
    purge: async (id) => {
      await purgeBelongings(checkId(id, 'id'))
      return records.purge(id)
    },
  }
}

const flagged = ({ includeDeleted }: { readonly includeDeleted?: boolean }) => ({
  includeDeleted: includeDeleted === true,
})

const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
