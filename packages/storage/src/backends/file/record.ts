import type { JsonObject, Message, NewMessage } from '@engawa/core'
import type { Fencing } from './fence.js'
import { sealLine, unsealLine } from './sealed-line.js'

/**
 * The lines of a session's log. One line is one append, so that all of its messages are there or none.
 *
 *     {"v":1,"type":"session","at":"…","last":0,"session":{"id":"review",…},"crc":"9c3f0a11"}
 *     {"v":1,"type":"messages","at":"…","last":2,"head":0,"key":"…","messages":[{…},{…}],"crc":"03d2e7b4"}
 */
export type LogRecord = SessionRecord | MessagesRecord

interface RecordHead extends Fencing {
  /** When it was written. */
  readonly at: string
  /** `seq` of the session's last message once this record is read; 0 before the first. */
  readonly last: number
}

/** The session as a whole, also after a change: the latest one counts. */
export interface SessionRecord extends RecordHead {
  readonly type: 'session'
  /** Time of the last activity. Hiding and restoring are none. */
  readonly active: string
  readonly session: SessionHeader
}

export interface SessionHeader {
  readonly id: string
  readonly userId: string
  readonly title?: string
  readonly metadata?: JsonObject
  readonly createdAt: string
  readonly deletedAt?: string
}

export interface MessagesRecord extends RecordHead {
  readonly type: 'messages'
  /** Where the session record in force begins, so that the last line leads to everything. */
  readonly head: number
  /** Idempotency key of the append. */
  readonly key?: string
  readonly messages: readonly StoredMessage[]
}

export interface StoredMessage extends NewMessage {
  readonly id: string
  readonly seq: number
  /** When it is not the record's time: the message was stored elsewhere before. */
  readonly createdAt?: string
}

export const encodeRecord = (record: LogRecord): Buffer => sealLine(record)

/**
 * @param line without its newline
 * @returns undefined when the line is not whole or not as it was written
 * @throws StorageError `storage/newer-format` when a later version wrote it
 */
export const decodeRecord = (line: Buffer): LogRecord | undefined => unsealLine<LogRecord>(line)

/** The messages of a record as the world sees them. */
export function messagesOf(record: MessagesRecord, sessionId: string): Message[] {
  return record.messages.map((message) => ({ createdAt: record.at, ...message, sessionId }))
}

/** As `messagesOf`, of a record that nobody else holds: completing its messages takes half the time of copying them. */
export function intoMessages(record: MessagesRecord, sessionId: string): readonly Message[] {
  const messages = record.messages as (StoredMessage & { sessionId: string; createdAt: string })[]
  for (const message of messages) {
    message.sessionId = sessionId
    message.createdAt ??= record.at
  }
  return messages
}
