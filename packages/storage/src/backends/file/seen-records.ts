import type { ReadableFile } from './disk.js'
import { findById, findByKey } from './find-record.js'
import { isMessages, type LogReader, type Placed } from './log-reader.js'
import type { LogRecord, MessagesRecord } from './record.js'

/** Remembering more than this costs more memory than searching the file again costs time. */
const mostRemembered = 100_000

/** A program that asks once, as a command does, searches the file; one that goes on asking reads it once, whole. */
const searchesBeforeReading = 4

/**
 * Which idempotency keys and message ids a log has. What was in the log when it was opened is searched for in the file;
 * what came since is remembered, and after a few questions all of it, so that many appends with keys stay fast.
 */
export class SeenRecords {
  readonly #keys = new Map<string, number>()
  readonly #ids = new Set<string>()
  /** The file is searched up to here; what follows, up to `#covered`, is remembered. */
  #searched: number | undefined
  #covered = 0
  #questions = 0

  /** Take in what others have written since. */
  catchUp(reader: LogReader): void {
    if (this.#searched === undefined || this.#ids.size > mostRemembered) this.#rememberFrom(reader.end)
    this.#questions += 1
    if (this.#questions === searchesBeforeReading) this.#rememberFrom(0)
    for (const placed of reader.forward(this.#covered)) this.#remember(placed)
    this.#covered = reader.end
  }

  /** Take in what was just written. Behind a gap it has to wait for `catchUp`. */
  note(placed: Placed<LogRecord>): void {
    if (this.#searched === undefined || placed.start !== this.#covered) return
    this.#remember(placed)
    this.#covered = placed.end
  }

  recordOf(key: string, file: ReadableFile, reader: LogReader): Placed<MessagesRecord> | undefined {
    const start = this.#keys.get(key)
    if (start === undefined) return findByKey(file, reader, key, this.#searched)
    const placed = reader.at(start)
    return placed !== undefined && isMessages(placed) ? placed : undefined
  }

  hasId(id: string, file: ReadableFile, reader: LogReader): boolean {
    return this.#ids.has(id) || findById(file, reader, id, this.#searched) !== undefined
  }

  #rememberFrom(place: number): void {
    this.#keys.clear()
    this.#ids.clear()
    this.#searched = place
    this.#covered = place
  }

  #remember({ record, start }: Placed<LogRecord>): void {
    if (record.type !== 'messages') return
    if (record.key !== undefined) this.#keys.set(record.key, start)
    for (const { id } of record.messages) this.#ids.add(id)
  }
}
