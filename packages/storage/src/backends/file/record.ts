import { crc32 } from 'node:zlib'
import { type JsonObject, type Message, type NewMessage, StorageError } from '@engawa/core'

/**
 * The lines of a session's log. One line is one append, so that all of its messages are there or none.
 *
 *     {"v":1,"type":"session","at":"…","last":0,"session":{"id":"review",…},"crc":"9c3f0a11"}
 *     {"v":1,"type":"messages","at":"…","last":2,"head":0,"key":"…","messages":[{…},{…}],"crc":"03d2e7b4"}
 */
export type LogRecord = SessionRecord | MessagesRecord

interface RecordHead {
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
}

/** Version of the format. A reader refuses a higher one rather than to misread it. */
const version = 1
/** `,"crc":"` + 8 digits + `"}` */
const sealLength = 18

/** A record as a line: its checksum last, over all bytes before it, and a newline. */
export function encodeRecord(record: LogRecord): Buffer {
  const body = Buffer.from(JSON.stringify({ v: version, ...record }).slice(0, -1))
  return Buffer.concat([body, Buffer.from(`,"crc":"${checksum(body)}"}\n`)])
}

/**
 * @param line without its newline
 * @returns undefined when the line is not whole or not as it was written
 * @throws StorageError `storage/newer-format` when a later version wrote it
 */
export function decodeRecord(line: Buffer): LogRecord | undefined {
  if (line.length < sealLength) return undefined
  const body = line.subarray(0, -sealLength)
  if (line.toString('latin1', body.length) !== `,"crc":"${checksum(body)}"}`) return undefined
  const { v, crc, ...record } = JSON.parse(line.toString()) as LogRecord & { v: number; crc: string }
  if (v !== version) throw newerFormat()
  return record
}

/** The messages of a record as the world sees them. */
export function messagesOf(record: MessagesRecord, sessionId: string): Message[] {
  return record.messages.map((message) => ({ ...message, sessionId, createdAt: record.at }))
}

const checksum = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0')

export const newerFormat = () =>
  new StorageError('the stored conversations are in a newer format', {
    code: 'storage/newer-format',
    hint: 'A newer version has written them. Update this program.',
  })
