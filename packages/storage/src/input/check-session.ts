import type { JsonObject, NewSession } from '@engawa/core'
import { checkId, checkJsonObject, checkObject, checkText } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxTitleLength } from './limits.js'

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkNewSession(value: NewSession): NewSession {
  const given = checkObject(value, 'session')
  return {
    ...(given.id === undefined ? {} : { id: checkId(given.id, 'id') }),
    ...(given.userId === undefined ? {} : { userId: checkId(given.userId, 'userId') }),
    ...checkSessionChange(value),
  }
}

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkSessionChange(value: { readonly title?: string; readonly metadata?: JsonObject }): {
  readonly title?: string
  readonly metadata?: JsonObject
} {
  const given = checkObject(value, 'change')
  return {
    ...(given.title === undefined ? {} : { title: checkTitle(given.title) }),
    ...(given.metadata === undefined ? {} : { metadata: checkJsonObject(given.metadata, 'metadata') }),
  }
}

function checkTitle(value: unknown): string {
  const title = checkText(value, 'title')
  if (title.length > maxTitleLength) {
    throw invalidInput('title', `is ${title.length} long; the most is ${maxTitleLength}`)
  }
  return title
}
