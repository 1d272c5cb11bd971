import type { ReadableFile } from './disk.js'

/** A line of a file: where it begins, where the next one would, and its bytes without the newline. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly bytes: Buffer
}

const newline = 0x0a
const firstChunk = 16 * 1024
/** Small enough to stay in the processor's cache until it is parsed. */
const largestChunk = 256 * 1024

/** Lines from a place where one begins up to `end`. What follows the last newline is left out. */
export function* linesForward(file: ReadableFile, from: number, end: number): Generator<Line, void, undefined> {
  let position = from
  let chunk = firstChunk
  let pending: Buffer[] = []
  let start = from
  while (position < end) {
    const bytes = file.read(position, Math.min(chunk, end - position))
    if (bytes.length === 0) return
    chunk = Math.min(chunk * 4, largestChunk)
    let from = 0
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
      const tail = bytes.subarray(from, at)
      const line = pending.length === 0 ? tail : Buffer.concat([...pending, tail])
      pending = []
      from = at + 1
      yield { start, end: position + from, bytes: line }
      start = position + from
    }
    if (from < bytes.length) pending.push(bytes.subarray(from))
    position += bytes.length
  }
}

/** Lines back from `end`, which must follow a newline. */
export function* linesBackward(file: ReadableFile, end: number): Generator<Line, void, undefined> {
  let position = end
  let chunk = firstChunk
  let lineEnd = end
  /** What is known of the line that ends at `lineEnd`, first part first, its newline left out. */
  let pending: Buffer[] = []
  while (position > 0) {
    const length = Math.min(chunk, position)
    position -= length
    chunk = Math.min(chunk * 4, largestChunk)
    const bytes = file.read(position, length)
    // The newline of the very last line ends it and begins nothing.
    let to = lineEnd === end && pending.length === 0 ? bytes.length - 1 : bytes.length
    for (let at = lastNewline(bytes, to); at !== -1; at = lastNewline(bytes, to)) {
      const head = bytes.subarray(at + 1, to)
      const start = position + at + 1
      yield { start, end: lineEnd, bytes: pending.length === 0 ? head : Buffer.concat([head, ...pending]) }
      pending = []
      lineEnd = start
      to = at
    }
    pending.unshift(bytes.subarray(0, to))
  }
  if (lineEnd > 0) yield { start: 0, end: lineEnd, bytes: Buffer.concat(pending) }
}

/** The line that begins at `start`; undefined when it has no newline before `end`. */
export function lineAt(file: ReadableFile, start: number, end: number): Line | undefined {
  return linesForward(file, start, end).next().value ?? undefined
}

/** Where the last line ends: behind the last newline, and before what a writer has not finished. */
export function endOfLines(file: ReadableFile, size: number): number {
  let position = size
  let chunk = 256
  while (position > 0) {
    const length = Math.min(chunk, position)
    position -= length
    chunk = Math.min(chunk * 16, largestChunk)
    const at = file.read(position, length).lastIndexOf(newline)
    if (at !== -1) return position + at + 1
  }
  return 0
}

function lastNewline(bytes: Buffer, before: number): number {
  return before <= 0 ? -1 : bytes.lastIndexOf(newline, before - 1)
}
