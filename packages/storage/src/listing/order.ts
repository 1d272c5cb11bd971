import type { Message, Session } from '@engawa/core'
import type { SessionPosition, SessionQuery } from '../backend.js'

/** Among these characters both orders are one. */
const isBeforeSurrogates = /^[\u0000-\ud7ff]*$/

/** By the bytes of UTF-8, as SQLite compares text. JavaScript's own order differs beyond U+FFFF. */
export function compareText(a: string, z: string): number {
  if (a === z) return 0
  if (isBeforeSurrogates.test(a) && isBeforeSurrogates.test(z)) return a < z ? -1 : 1
  return Buffer.compare(Buffer.from(a), Buffer.from(z))
}

export const compareActivity = (a: SessionPosition, z: SessionPosition): number =>
  compareText(a.updatedAt, z.updatedAt) || compareText(a.id, z.id)

/** A match, or what is known of one before its message is read. */
export interface Ranked {
  readonly message: Pick<Message, 'createdAt' | 'sessionId' | 'seq'>
  readonly score: number
}

/** Best first; equals newest first, then by session and `seq`. */
export const compareMatches = (a: Ranked, z: Ranked): number =>
  z.score - a.score ||
  compareText(z.message.createdAt, a.message.createdAt) ||
  compareText(a.message.sessionId, z.message.sessionId) ||
  a.message.seq - z.message.seq

/** One page of sessions out of all of them, for backends without an index. */
export function pageOfSessions(sessions: readonly Session[], query: SessionQuery): readonly Session[] {
  const direction = query.order === 'asc' ? 1 : -1
  const { after } = query
  return sessions
    .filter(
      (session) =>
        (query.includeDeleted || session.deletedAt === undefined) &&
        (query.userId === undefined || session.userId === query.userId) &&
        (after === undefined || compareActivity(session, after) * direction > 0),
    )
    .toSorted((a, z) => compareActivity(a, z) * direction)
    .slice(0, query.limit)
}
