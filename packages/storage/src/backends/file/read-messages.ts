import type { Message } from '@engawa/core'
import type { MessagePosition, MessageQuery, MessageSlice } from '../../backend.js'
import { isMessages, type LogReader, type Placed } from './log-reader.js'
import { intoMessages, type MessagesRecord } from './record.js'

/** One page of messages. Going down it starts at the end of the file; going on it starts where the last page ended. */
export function readMessages(reader: LogReader, query: MessageQuery): MessageSlice {
  const { sessionId, order, after, limit, enoughBytes = Number.POSITIVE_INFINITY } = query
  const place = after && placeOf(reader, after)
  const records = order === 'asc' ? reader.forward(place?.start) : reader.backward(place?.end)
  const messages: Message[] = []
  let bytes = 0
  for (const placed of records) {
    if (!isMessages(placed)) continue
    const all = intoMessages(placed.record, sessionId)
    for (const message of order === 'asc' ? all : all.toReversed()) {
      if (after !== undefined && (order === 'asc' ? message.seq <= after.seq : message.seq >= after.seq)) continue
      messages.push(message)
      if (messages.length === limit) return { messages, position: { seq: message.seq, offset: placed.start } }
    }
    bytes += placed.end - placed.start
    const last = messages.at(-1)
    if (bytes >= enoughBytes && last !== undefined) {
      return { messages, position: { seq: last.seq, offset: placed.start }, isCut: true }
    }
  }
  return { messages }
}

/** The record that a position names, if it is still there: the file may have been replaced since. */
function placeOf(reader: LogReader, { seq, offset }: MessagePosition): Placed<MessagesRecord> | undefined {
  const placed = offset === undefined ? undefined : reader.at(offset)
  if (placed === undefined || !isMessages(placed)) return undefined
  return placed.record.messages.some((message) => message.seq === seq) ? placed : undefined
}
