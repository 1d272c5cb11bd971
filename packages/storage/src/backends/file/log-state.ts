import type { Session } from '@engawa/core'
import { localUser } from '../../local-user.js'
import type { LogReader } from './log-reader.js'
import type { SessionHeader } from './record.js'

/** What the end of a log says about its session. Derived, never stored. */
export interface LogState {
  /** Absent in an empty log, and in one whose session records are all unreadable. */
  readonly header?: SessionHeader
  /** Where the session record in force begins. */
  readonly head: number
  /** `seq` of the last message. */
  readonly last: number
  /** Time of the last activity. */
  readonly active: string
}

export const emptyState: LogState = { head: 0, last: 0, active: '' }

/** Read from the end, in a time that does not grow with the log. */
export function readState(reader: LogReader): LogState {
  const newest = reader.backward().next().value
  if (newest === undefined) return emptyState
  const { record } = newest
  const header = reader.sessionRecord(record)
  return {
    ...(header === undefined ? {} : { header: header.record.session }),
    head: header?.start ?? 0,
    last: record.last,
    active: record.type === 'session' ? record.active : record.at,
  }
}

/** The session as the world sees it; `id` is what its file's name says, for a log without a readable header. */
export function sessionOf({ header, last, active }: LogState, id: string): Session | undefined {
  if (header !== undefined) return { ...header, updatedAt: active, messageCount: last }
  if (last === 0) return undefined
  return { id, userId: localUser, createdAt: active, updatedAt: active, messageCount: last }
}
