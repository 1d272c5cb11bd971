import type { IdGenerator, NewSession, Session } from '@engawa/core'
import { localUser } from '../local-user.js'

/** A session as it begins. */
export function newSession(given: NewSession, newId: IdGenerator, at: string): Session {
  return { userId: localUser, ...given, id: given.id ?? newId(), createdAt: at, updatedAt: at, messageCount: 0 }
}
