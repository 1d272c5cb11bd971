import { isEngawaError } from '@engawa/core'
import { toSqliteError } from '@engawa/storage/sqlite'

/**
 * What becomes of an answer that could not be stored in its conversation.
 *
 * `retried`: the turn stays open, the next start stores it. `kept`: the turn is closed and its text stays beside it, for
 * whoever repairs the database. `dropped`: its conversation was deleted, and so is this.
 */
export type AnswerFate = 'retried' | 'kept' | 'dropped'

export function fateOfAnswer(cause: unknown): AnswerFate {
  const error = toSqliteError(cause, 'could not store an answer')
  if (!isEngawaError(error)) return 'kept'
  if (error.code === 'storage/session-deleted') return 'dropped'
  return error.recoverable ? 'retried' : 'kept'
}
