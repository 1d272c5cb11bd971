import { crc32 } from 'node:zlib'
import { DamagedIndex } from './checked-bytes.js'

/**
 * The end of a segment: what leads to all the rest.
 *
 *     postings of all keys · dictionary · entries · footer as JSON · its length · its checksum
 */
export interface Footer {
  /** Version of the format. */
  readonly v: 1
  readonly count: number
  readonly words: number
  readonly newest: number
  /** Where the dictionary begins, and where the entries do. */
  readonly dictionary: number
  readonly entries: number
  /** Where the footer begins. */
  readonly end: number
  /** The first key of each block of the dictionary, and where it begins. */
  readonly blocks: readonly (readonly [key: string, offset: number])[]
  readonly sums: readonly number[]
}

const trailerSize = 8

export function encodeFooter(footer: Footer): Buffer {
  const json = Buffer.from(JSON.stringify(footer))
  const trailer = Buffer.alloc(trailerSize)
  trailer.writeUInt32LE(json.length, 0)
  trailer.writeUInt32LE(crc32(json), 4)
  return Buffer.concat([json, trailer])
}

/** @throws DamagedIndex */
export function readFooter(name: string, size: number, read: (offset: number, length: number) => Buffer): Footer {
  if (size < trailerSize) throw new DamagedIndex(name)
  const trailer = read(size - trailerSize, trailerSize)
  const length = trailer.length === trailerSize ? trailer.readUInt32LE(0) : size
  if (length > size - trailerSize) throw new DamagedIndex(name)
  const json = read(size - trailerSize - length, length)
  if (crc32(json) !== trailer.readUInt32LE(4)) throw new DamagedIndex(name)
  const footer = JSON.parse(json.toString()) as Footer
  if (footer.v !== 1 || footer.end !== size - trailerSize - length) throw new DamagedIndex(name)
  return footer
}
