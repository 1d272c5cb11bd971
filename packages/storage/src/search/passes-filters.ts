import type { Role, Session } from '@engawa/core'
import type { MatchQuery } from '../backend.js'

/** What the filters of a search ask about a message. */
export interface Filterable {
  readonly sessionId: string
  readonly role: Role
  readonly createdAt: string
}

/** Whether a message that has all the words is wanted. Deleted and unknown sessions never are. */
export function passesFilters(message: Filterable, session: Session | undefined, query: MatchQuery): boolean {
  return (
    session !== undefined &&
    session.deletedAt === undefined &&
    (query.userId === undefined || session.userId === query.userId) &&
    (query.sessionIds === undefined || query.sessionIds.includes(message.sessionId)) &&
    (query.roles === undefined || query.roles.includes(message.role)) &&
    (query.from === undefined || message.createdAt >= query.from) &&
    (query.to === undefined || message.createdAt < query.to)
  )
}
