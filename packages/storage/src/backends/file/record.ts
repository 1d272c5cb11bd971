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
const sealStart = Buffer.from(',"crc":"')
const sealEnd = Buffer.from('"}')
const sealLength = sealStart.length + 8 + sealEnd.length

/** A record as a line: its checksum last, over all bytes before it, and a newline. */
export function encodeRecord(record: LogRecord): Buffer {
  const json = JSON.stringify({ v: version, ...record })
  // The closing brace gives way to the seal.
  const bodyLength = Buffer.byteLength(json) - 1
  const line = Buffer.allocUnsafe(bodyLength + sealLength + 1)
  line.write(json)
  const checksum = crc32(line.subarray(0, bodyLength)).toString(16).padStart(8, '0')
  line.write(`${sealStart}${checksum}${sealEnd}\n`, bodyLength, 'latin1')
  return line
}

/**
 * @param line without its newline
 * @returns undefined when the line is not whole or not as it was written
 * @throws StorageError `storage/newer-format` when a later version wrote it
 */
export function decodeRecord(line: Buffer): LogRecord | undefined {
  if (!isSealed(line)) return undefined
  const record = JSON.parse(line.toString()) as LogRecord & { readonly v: number }
  if (record.v !== version) throw newerFormat()
  return record
}

/** The messages of a record as the world sees them. */
export function messagesOf(record: MessagesRecord, sessionId: string): Message[] {
  return record.messages.map((message) => ({ ...message, sessionId, createdAt: record.at }))
}

/** As `messagesOf`, of a record that nobody else holds: completing its messages takes half the time of copying them. */
export function intoMessages(record: MessagesRecord, sessionId: string): readonly Message[] {
  const messages = record.messages as (StoredMessage & { sessionId: string; createdAt: string })[]
  for (const message of messages) {
    message.sessionId = sessionId
    message.createdAt = record.at
  }
  return messages
}

/** Byte by byte: made into a string to be compared, the seal would take as long as the checksum itself. */
function isSealed(line: Buffer): boolean {
  const body = line.length - sealLength
  if (body < 0 || !stands(sealStart, line, body) || !stands(sealEnd, line, line.length - sealEnd.length)) return false
  let stated = 0
  // Digits and small letters, as they are written.
  for (let at = body + sealStart.length; at < line.length - sealEnd.length; at++) {
    const code = line[at] ?? 0
    const digit = code < 0x3a ? code - 0x30 : code - 0x57
    if (digit < 0 || digit > 15 || (digit > 9 && code < 0x61)) return false
    stated = stated * 16 + digit
  }
  return stated === crc32(line.subarray(0, body))
}

function stands(bytes: Buffer, line: Buffer, place: number): boolean {
  for (let at = 0; at < bytes.length; at++) if (line[place + at] !== bytes[at]) return false
  return true
}

export const newerFormat = () =>
  new StorageError('the stored conversations are in a newer format', {
    code: 'storage/newer-format',
    hint: 'A newer version has written them. Update this program.',
  })
