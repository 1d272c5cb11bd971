import { type Role, roles } from '@engawa/core'
import { ByteReader } from './byte-reader.js'
import { CheckedBytes, DamagedIndex, PageCache } from './checked-bytes.js'
import type { Entry, IndexPart, PostingList, Postings } from './index-part.js'
import { type Bytes, StoredPostings } from './postings-format.js'
import { type Footer, readFooter } from './segment-footer.js'
import { entrySize } from './write-segment.js'

/** Where the bytes of a segment are. */
export interface SegmentSource {
  readonly name: string
  readonly size: number
  read(offset: number, length: number): Buffer
}

interface DictionaryEntry {
  readonly key: string
  readonly offset: number
  readonly length: number
}

/** Texts that were indexed for good: never changed, only replaced by a larger segment. */
export class Segment implements IndexPart {
  readonly isNewestFirst = true
  readonly #footer: Footer
  readonly #bytes: Bytes

  /** @throws DamagedIndex */
  constructor({ name, size, read }: SegmentSource, cache: PageCache) {
    this.#footer = readFooter(name, size, read)
    this.#bytes = new CheckedBytes(name, this.#footer.end, read, this.#footer.sums, cache)
  }

  static inMemory(bytes: Buffer): Segment {
    const read = (offset: number, length: number) => bytes.subarray(offset, offset + length)
    return new Segment({ name: 'memory', size: bytes.length, read }, new PageCache())
  }

  get count(): number {
    return this.#footer.count
  }

  get words(): number {
    return this.#footer.words
  }

  get newest(): number {
    return this.#footer.newest
  }

  entry(document: number): Entry {
    const bytes = this.#bytes.read(this.#footer.entries + document * entrySize, entrySize)
    return {
      at: bytes.readDoubleLE(0),
      place: bytes.readDoubleLE(8),
      source: bytes.readUInt32LE(16),
      seq: bytes.readUInt32LE(20),
      length: bytes.readUInt32LE(24),
      role: roleAt(bytes.readUInt32LE(28)),
    }
  }

  postings(key: string): Postings | undefined {
    const found = this.#find(key)
    return found && new StoredPostings(this.#bytes, found.offset, found.length)
  }

  *keys(from = ''): Generator<string, void, undefined> {
    for (const { key } of this.#dictionary(from)) if (key >= from) yield key
  }

  list(key: string): PostingList {
    const list: PostingList = { documents: [], ends: [], positions: [] }
    const postings = this.postings(key)
    if (postings === undefined) return list
    for (let left = postings.count; left > 0; left--) {
      list.documents.push(postings.advance(postings.document + 1))
      for (const position of postings.positions()) list.positions.push(position)
      list.ends.push(list.positions.length)
    }
    return list
  }

  #find(key: string): DictionaryEntry | undefined {
    for (const entry of this.#dictionary(key)) {
      if (entry.key === key) return entry
      if (entry.key > key) return undefined
    }
    return undefined
  }

  /** From the block on in which a key would stand. */
  *#dictionary(from: string): Generator<DictionaryEntry, void, undefined> {
    const { blocks, dictionary, entries } = this.#footer
    for (let block = blockOf(blocks, from); block < blocks.length; block++) {
      const start = blocks[block]?.[1] ?? dictionary
      const end = blocks[block + 1]?.[1] ?? entries
      const reader = new ByteReader(this.#bytes.read(start, end - start))
      while (!reader.isAtEnd) yield { key: reader.text(), offset: reader.number(), length: reader.number() }
    }
  }
}

/** The last block that begins with the key or before it. */
function blockOf(blocks: Footer['blocks'], key: string): number {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((blocks[middle]?.[0] ?? '') <= key) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

function roleAt(index: number): Role {
  const role = roles[index]
  if (role === undefined) throw new DamagedIndex('an unknown role')
  return role
}
