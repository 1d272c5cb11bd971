import { isDeepStrictEqual } from 'node:util'
import type { Message, Session } from '@engawa/core'
import type { Replacement } from '../../backend.js'
import { hasDetails, withDetails } from '../session-details.js'
import type { Damage } from './damage.js'
import type { Disk } from './disk.js'
import { LogReader } from './log-reader.js'
import { readState, sessionOf } from './log-state.js'
import { decodeRecord, encodeRecord, type LogRecord, messagesOf, type StoredMessage } from './record.js'
import { rewriteLog } from './rewrite-log.js'

/** What reads and writes one session's log. */
export interface SessionFile {
  readonly disk: Disk
  readonly path: string
  readonly onDamage: (damage: Damage) => void
}

/** The record that takes a record's place; the same one to leave it. */
type Change = (record: LogRecord, start: number) => LogRecord

/** Title and metadata of the session record in force become others; earlier ones, which nobody reads any more, go. */
export async function rewriteDetails(file: SessionFile, { from, to }: Replacement<Session>): Promise<boolean> {
  let rewritten = false
  await rewriteRecords(file, (reader) => {
    const { header, head, ...state } = readState(reader)
    if (header === undefined) return undefined
    const found = sessionOf({ header, head, ...state }, from.id)
    if (found === undefined || !hasDetails(found, from)) return undefined
    return (record, start) => {
      if (record.type !== 'session') return record
      const { title, metadata, ...bare } = record.session
      const session = start === head ? withDetails(bare, to) : bare
      if (isDeepStrictEqual(session, record.session)) return record
      rewritten = true
      return { ...record, session }
    }
  })
  return rewritten
}

export async function rewriteMessages(
  file: SessionFile,
  sessionId: string,
  changes: readonly Replacement<Message>[],
): Promise<number> {
  const bySeq = new Map(changes.map((change) => [change.from.seq, change]))
  let rewritten = 0
  const become = (stored: StoredMessage, seen: Message): StoredMessage => {
    const change = bySeq.get(seen.seq)
    if (change === undefined || !isDeepStrictEqual(seen, change.from)) return stored
    rewritten += 1
    const { sessionId: _, createdAt, ...message } = change.to
    return { ...message, ...(stored.createdAt === undefined ? {} : { createdAt }) }
  }
  await rewriteRecords(file, () => (record) => {
    if (record.type !== 'messages') return record
    const before = rewritten
    const seen = messagesOf(record, sessionId)
    const messages = record.messages.map((stored, index) => become(stored, seen[index] as Message))
    return rewritten === before ? record : { ...record, messages }
  })
  return rewritten
}

/** Lines grow, so the places that messages give of their session record are reckoned anew. */
function rewriteRecords(
  { disk, path, onDamage }: SessionFile,
  prepare: (reader: LogReader) => Change | undefined,
): Promise<void> {
  return rewriteLog(disk, path, (file) => {
    const change = prepare(new LogReader(file, onDamage))
    if (change === undefined) return undefined
    const moved = new Map<number, number>()
    return (line, start, newStart) => {
      const record = decodeRecord(line)
      if (record === undefined) return undefined
      const changed = change(record, start)
      if (changed.type === 'session') moved.set(start, newStart)
      const head = changed.type === 'messages' ? (moved.get(changed.head) ?? changed.head) : undefined
      if (changed === record && (head === undefined || changed.type !== 'messages' || head === changed.head)) {
        return undefined
      }
      const { v, crc, ...bare } = changed as LogRecord & { readonly v?: number; readonly crc?: string }
      return encodeRecord(head === undefined ? (bare as LogRecord) : ({ ...bare, head } as LogRecord))
    }
  })
}
