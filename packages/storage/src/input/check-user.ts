import type { JsonObject } from '@engawa/core'
import type { NewUser, UserChange, UserProfile } from '../entities/user.js'
import { checkFields, checkName } from './check-fields.js'
import { checkId, checkJsonObject, checkObject } from './check-values.js'
import { invalidInput } from './invalid-input.js'

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkNewUser(value: NewUser): NewUser {
  return checkFields(checkObject(value, 'user'), '', { id: checkId, ...content })
}

export function checkUserChange(value: unknown): UserChange {
  return checkFields(checkObject(value, 'change'), '', content)
}

export const checkPreferences = (value: unknown): JsonObject => checkJsonObject(value, 'preferences')

function checkProfile(value: unknown, field: string): UserProfile {
  const profile = checkJsonObject(value, field)
  checkFields(profile, `${field}.`, { displayName: checkName, email: checkEmail })
  return profile
}

/** Enough to tell an address from a slip; whether it is somebody's only a letter can tell. */
function checkEmail(value: unknown, field: string): string {
  const email = checkName(value, field)
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalidInput(field, 'must be an e-mail address')
  return email
}

const content = { profile: checkProfile, preferences: checkJsonObject }
