import type { ReadableFile } from './disk.js'
import { endOfLines } from './lines.js'
import { isMessages, type LogReader, type Placed } from './log-reader.js'
import type { MessagesRecord } from './record.js'

const chunkSize = 1024 * 1024

/** The record of an append with this idempotency key. */
export const findByKey = (file: ReadableFile, reader: LogReader, key: string, until = reader.end) =>
  find(file, reader, `"key":${JSON.stringify(key)}`, until, (record) => record.key === key)

/** The record that holds the message with this id. */
export const findById = (file: ReadableFile, reader: LogReader, id: string, until = reader.end) =>
  find(file, reader, `"id":${JSON.stringify(id)}`, until, ({ messages }) => messages.some((one) => one.id === id))

/**
 * Look for the bytes that the record must contain, and parse only the lines that have them. Gigabytes a second, where
 * parsing every line would take a second for a few hundred megabytes; and there is no index to keep right.
 */
function find(
  file: ReadableFile,
  reader: LogReader,
  needle: string,
  until: number,
  isWanted: (record: MessagesRecord) => boolean,
): Placed<MessagesRecord> | undefined {
  const wanted = Buffer.from(needle)
  let position = 0
  while (position < until) {
    const bytes = file.read(position, Math.min(chunkSize + wanted.length, until - position))
    const at = bytes.indexOf(wanted)
    if (at === -1) {
      position += chunkSize
      continue
    }
    const placed = reader.at(endOfLines(file, position + at))
    if (placed !== undefined && isMessages(placed) && isWanted(placed.record)) return placed
    // The words stood in some other field, or in a line that is damaged.
    position += at + wanted.length
  }
  return undefined
}
