import { type Damage, damageOf } from './damage.js'
import type { ReadableFile } from './disk.js'
import { endOfLines, type Line, lineAt, linesBackward, linesForward } from './lines.js'
import { decodeRecord, type LogRecord, type MessagesRecord, type SessionRecord } from './record.js'

/** A record and the place of its line. */
export interface Placed<T extends LogRecord = LogRecord> {
  readonly record: T
  readonly start: number
  readonly end: number
}

/** Reads records out of a log. Lines that are no record are handed to `onDamage` and skipped. */
export class LogReader {
  readonly #file: ReadableFile
  readonly #onDamage: (damage: Damage) => void
  /** What is read is what was there when the reader was made. */
  readonly end: number

  constructor(file: ReadableFile, onDamage: (damage: Damage) => void, end = endOfLines(file, file.size())) {
    this.#file = file
    this.#onDamage = onDamage
    this.end = end
  }

  *forward(from = 0): Generator<Placed, void, undefined> {
    for (const line of linesForward(this.#file, from, this.end)) {
      const placed = this.#decoded(line)
      if (placed !== undefined) yield placed
    }
  }

  *backward(end = this.end): Generator<Placed, void, undefined> {
    for (const line of linesBackward(this.#file, end)) {
      const placed = this.#decoded(line)
      if (placed !== undefined) yield placed
    }
  }

  /** The record that begins at a place; undefined when none does. */
  at(start: number): Placed | undefined {
    if (!this.isBoundary(start) || start >= this.end) return undefined
    const line = lineAt(this.#file, start, this.end)
    const record = line && decodeRecord(line.bytes)
    return line && record && { record, start: line.start, end: line.end }
  }

  /** Whether a line begins, or all lines end, at a place. */
  isBoundary(place: number): boolean {
    return place === 0 || (place > 0 && place <= this.end && this.#file.read(place - 1, 1)[0] === 0x0a)
  }

  /** The session record in force, as seen from the last record. */
  sessionRecord(last: LogRecord): Placed<SessionRecord> | undefined {
    const pointed = last.type === 'messages' ? this.at(last.head) : undefined
    if (pointed !== undefined && isSession(pointed)) return pointed
    for (const placed of this.backward()) if (isSession(placed)) return placed
    return undefined
  }

  #decoded(line: Line): Placed | undefined {
    const record = decodeRecord(line.bytes)
    if (record !== undefined) return { record, start: line.start, end: line.end }
    if (line.bytes.length > 0) this.#onDamage(damageOf(this.#file, line))
    return undefined
  }
}

export const isSession = (placed: Placed): placed is Placed<SessionRecord> => placed.record.type === 'session'
export const isMessages = (placed: Placed): placed is Placed<MessagesRecord> => placed.record.type === 'messages'
