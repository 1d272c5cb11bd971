import type { Message } from '@engawa/core'
import type { MessagePosition, MessageQuery, MessageSlice } from '../../backend.js'
import { isMessages, type LogReader, type Placed } from './log-reader.js'
import { type MessagesRecord, messagesOf } from './record.js'

/** One page of messages. Going down it starts at the end of the file; going on it starts where the last page ended. */
export function readMessages(reader: LogReader, query: MessageQuery): MessageSlice {
  const { sessionId, order, after, limit } = query
  const place = after && placeOf(reader, after)
  const records = order === 'asc' ? reader.forward(place?.start) : reader.backward(place?.end)
  const messages: Message[] = []
  for (const placed of records) {
    if (!isMessages(placed)) continue
    const all = messagesOf(placed.record, sessionId)
    for (const message of order === 'asc' ? all : all.reverse()) {
      if (after !== undefined && (order === 'asc' ? message.seq <= after.seq : message.seq >= after.seq)) continue
      messages.push(message)
      if (messages.length === limit) return { messages, position: { seq: message.seq, offset: placed.start } }
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
