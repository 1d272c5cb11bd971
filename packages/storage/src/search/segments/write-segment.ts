import { roles } from '@engawa/core'
import { ByteWriter } from './byte-writer.js'
import { checksums } from './checked-bytes.js'
import type { Entry, IndexPart, PostingList } from './index-part.js'
import { writePostings } from './postings-format.js'
import { encodeFooter } from './segment-footer.js'

/** Bytes of an entry: time and place as doubles, then source, seq, length and role. */
export const entrySize = 32
const keysInBlock = 64
/** Milliseconds before others get their turn: a search must not wait for what is joined beside it. */
const longestTurn = 5

/**
 * Join parts of an index into the bytes of one segment, its texts newest first.
 *
 * @param isWanted whether texts from a source are still there
 * @returns undefined when none are
 */
export async function writeSegment(
  parts: readonly IndexPart[],
  isWanted: (source: number) => boolean,
): Promise<Buffer | undefined> {
  const { entries, numbers } = renumbered(parts, isWanted)
  if (entries.length === 0) return undefined
  const writer = new ByteWriter()
  const dictionary = new ByteWriter()
  const blocks: [string, number][] = []
  let keys = 0
  let since = performance.now()
  for (const key of keysOf(parts)) {
    const list = joined(parts, numbers, key)
    if (list.documents.length === 0) continue
    if (keys % keysInBlock === 0) blocks.push([key, dictionary.length])
    const offset = writer.length
    writePostings(writer, list)
    dictionary.text(key)
    dictionary.number(offset)
    dictionary.number(writer.length - offset)
    keys += 1
    if (performance.now() - since < longestTurn) continue
    await new Promise((resolve) => setImmediate(resolve))
    since = performance.now()
  }
  const dictionaryAt = writer.length
  writer.append(dictionary.written())
  const entriesAt = writer.length
  for (const entry of entries) writeEntry(writer, entry)
  const body = writer.written()
  const footer = encodeFooter({
    v: 1,
    count: entries.length,
    words: entries.reduce((sum, { length }) => sum + length, 0),
    newest: entries[0]?.at ?? 0,
    dictionary: dictionaryAt,
    entries: entriesAt,
    end: body.length,
    blocks: blocks.map(([key, offset]) => [key, dictionaryAt + offset]),
    sums: checksums(body),
  })
  return Buffer.concat([body, footer])
}

function writeEntry(writer: ByteWriter, { at, place, source, seq, length, role }: Entry): void {
  writer.float64(at)
  writer.float64(place)
  writer.uint32(source)
  writer.uint32(seq)
  writer.uint32(length)
  writer.uint32(roles.indexOf(role))
}

/** The texts in their new order, and for each part the new number of each of its texts, -1 for those that are gone. */
function renumbered(parts: readonly IndexPart[], isWanted: (source: number) => boolean) {
  const numbers = parts.map(({ count }) => new Int32Array(count).fill(-1))
  const kept = parts.flatMap((part, index) =>
    Array.from({ length: part.count }, (_, document) => ({ entry: part.entry(document), index, document })).filter(
      ({ entry }) => isWanted(entry.source),
    ),
  )
  kept.sort((a, z) => z.entry.at - a.entry.at || a.entry.source - z.entry.source || a.entry.seq - z.entry.seq)
  for (const [number, { index, document }] of kept.entries()) {
    const ofPart = numbers[index]
    if (ofPart !== undefined) ofPart[document] = number
  }
  return { entries: kept.map(({ entry }) => entry), numbers }
}

/** The keys of all parts, each once, in order. */
function* keysOf(parts: readonly IndexPart[]): Generator<string, void, undefined> {
  const readers = parts.map((part) => part.keys()[Symbol.iterator]())
  const heads = readers.map((reader) => reader.next())
  for (;;) {
    let least: string | undefined
    for (const { done, value } of heads) if (!done && (least === undefined || value < least)) least = value
    if (least === undefined) return
    for (const [index, head] of heads.entries()) {
      if (!head.done && head.value === least) heads[index] = readers[index]?.next() ?? head
    }
    yield least
  }
}

function joined(parts: readonly IndexPart[], numbers: readonly Int32Array[], key: string): PostingList {
  const found = parts.flatMap((part, index) => {
    const { documents, ends, positions } = part.list(key)
    return documents.flatMap((document, place) => {
      const number = numbers[index]?.[document] ?? -1
      return number === -1 ? [] : [{ number, positions: positions.slice(ends[place - 1] ?? 0, ends[place]) }]
    })
  })
  found.sort((a, z) => a.number - z.number)
  const list: PostingList = { documents: [], ends: [], positions: [] }
  for (const { number, positions } of found) {
    list.documents.push(number)
    for (const position of positions) list.positions.push(position)
    list.ends.push(list.positions.length)
  }
  return list
}
