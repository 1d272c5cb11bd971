import { ByteReader } from './byte-reader.js'
import { ByteWriter } from './byte-writer.js'
import { ended, type PostingList, type Postings } from './index-part.js'

/**
 * Postings as bytes: how many documents; then, for each block of 128, its last document and its length in bytes; then
 * the blocks. So a reader who looks for one document reads one block.
 */
const blockSize = 128

export function writePostings(writer: ByteWriter, { documents, ends, positions }: PostingList): void {
  const head = new ByteWriter(256)
  const blocks = new ByteWriter(1024)
  let previous = 0
  let lastOfBlock = 0
  let start = 0
  for (const [index, document] of documents.entries()) {
    const end = ends[index] ?? start
    blocks.number(document - previous)
    blocks.number(end - start)
    let before = 0
    for (; start < end; start++) {
      const position = positions[start] ?? 0
      blocks.number(position - before)
      before = position
    }
    previous = document
    if ((index + 1) % blockSize !== 0 && index + 1 < documents.length) continue
    head.number(document - lastOfBlock)
    head.number(blocks.length)
    lastOfBlock = document
  }
  writer.number(documents.length)
  writer.append(head.written())
  writer.append(blocks.written())
}

/** Bytes of a stored index, each checked before it is handed out. */
export interface Bytes {
  readonly size: number
  /** @throws DamagedIndex */
  read(offset: number, length: number): Buffer
}

/** What is read of a posting list at first: a short list as a whole. */
const firstRead = 512

export class StoredPostings implements Postings {
  readonly count: number
  document = -1
  readonly #bytes: Bytes
  /** Last document of each block, and where the blocks end. */
  readonly #lasts: number[] = []
  readonly #ends: number[] = []
  readonly #blocksAt: number
  #block = -1
  readonly #documents = new Int32Array(blockSize)
  readonly #frequencies = new Int32Array(blockSize)
  readonly #positionsAt = new Int32Array(blockSize)
  #inBlock = 0
  #index = 0
  #reader: ByteReader = new ByteReader(Buffer.alloc(0))

  constructor(bytes: Bytes, offset: number, length: number) {
    this.#bytes = bytes
    let head = new ByteReader(bytes.read(offset, Math.min(length, firstRead)))
    this.count = head.number()
    const blocks = Math.ceil(this.count / blockSize)
    // Two numbers for each block, of at most eight bytes.
    const headLength = Math.min(length, 8 + blocks * 16)
    if (headLength > firstRead) {
      head = new ByteReader(bytes.read(offset, headLength))
      head.skip(1)
    }
    let last = 0
    for (let block = 0; block < blocks; block++) {
      last += head.number()
      this.#lasts.push(last)
      this.#ends.push(head.number())
    }
    this.#blocksAt = offset + head.at
  }

  get frequency(): number {
    return this.#frequencies[this.#index] ?? 0
  }

  advance(to: number): number {
    if (this.document >= to) return this.document
    if (this.#block === -1 || (this.#lasts[this.#block] ?? 0) < to) {
      let block = this.#block + 1
      if (block < this.#lasts.length && (this.#lasts[block] ?? 0) < to) block = this.#blockOf(to, block)
      if (block >= this.#lasts.length) {
        this.#block = this.#lasts.length
        this.document = ended
        return ended
      }
      this.#load(block)
    }
    while ((this.#documents[this.#index] ?? 0) < to) this.#index += 1
    this.document = this.#documents[this.#index] ?? ended
    return this.document
  }

  positions(): readonly number[] {
    this.#reader.at = this.#positionsAt[this.#index] ?? 0
    const positions: number[] = []
    let position = 0
    for (let left = this.frequency; left > 0; left--) {
      position += this.#reader.number()
      positions.push(position)
    }
    return positions
  }

  /** The first block from `from` on whose last document is not before `to`. */
  #blockOf(to: number, from: number): number {
    let low = from
    let high = this.#lasts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#lasts[middle] ?? 0) < to) low = middle + 1
      else high = middle
    }
    return low
  }

  #load(block: number): void {
    const start = this.#ends[block - 1] ?? 0
    const end = this.#ends[block] ?? start
    this.#reader = new ByteReader(this.#bytes.read(this.#blocksAt + start, end - start))
    this.#block = block
    this.#index = 0
    this.#inBlock = Math.min(blockSize, this.count - block * blockSize)
    let document = this.#lasts[block - 1] ?? 0
    for (let index = 0; index < this.#inBlock; index++) {
      document += this.#reader.number()
      const frequency = this.#reader.number()
      this.#documents[index] = document
      this.#frequencies[index] = frequency
      this.#positionsAt[index] = this.#reader.at
      this.#reader.skip(frequency)
    }
  }
}
