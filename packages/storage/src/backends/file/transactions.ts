import type { Session } from '@engawa/core'
import type { AppendBatch, AppendOutcome, SessionChange } from '../../backend.js'
import { messageExists, seqConflict, sessionDeleted, sessionExists } from '../../store-errors.js'
import { changedSession } from '../changed-session.js'
import { sessionOf } from './log-state.js'
import { messagesOf, type SessionHeader } from './record.js'
import type { Transaction } from './session-log.js'

export const creation =
  (session: Session): Transaction<void> =>
  (draft) => {
    if (sessionOf(draft.state, session.id) !== undefined) throw sessionExists(session.id)
    draft.putSession({ at: session.createdAt, active: session.createdAt, session: headerOf(session) })
  }

export const sessionChange =
  (id: string, change: SessionChange): Transaction<Session | undefined> =>
  (draft) => {
    const session = sessionOf(draft.state, id)
    if (session === undefined) return undefined
    const changed = changedSession(session, change)
    draft.putSession({ at: change.at, active: changed.updatedAt, session: headerOf(changed) })
    return changed
  }

export const appending =
  (batch: AppendBatch): Transaction<AppendOutcome> =>
  (draft) => {
    const { id: sessionId } = batch.session
    const { header, last } = draft.state
    const known = batch.idempotencyKey === undefined ? undefined : draft.recordOf(batch.idempotencyKey)
    if (known !== undefined) return { messages: messagesOf(known, sessionId), replayed: true }
    if (header?.deletedAt !== undefined) throw sessionDeleted(sessionId)
    if (batch.expectedSeq !== undefined && batch.expectedSeq !== last) {
      throw seqConflict(sessionId, batch.expectedSeq, last)
    }
    const taken = batch.chosenIds.find((id) => draft.hasId(id))
    if (taken !== undefined) throw messageExists(sessionId, taken)

    if (header === undefined) draft.putSession({ at: batch.at, active: batch.at, session: headerOf(batch.session) })
    const record = draft.putMessages({
      at: batch.at,
      last: last + batch.messages.length,
      ...(batch.idempotencyKey === undefined ? {} : { key: batch.idempotencyKey }),
      messages: batch.messages.map((message, index) => ({ ...message, seq: last + index + 1 })),
    })
    return { messages: messagesOf(record, sessionId), replayed: false }
  }

function headerOf({ updatedAt, messageCount, ...header }: Session): SessionHeader {
  return header
}
