import { crc32 } from 'node:zlib'
import type { Bytes } from './postings-format.js'

/** A stored index is not as it was written. It is derived, and made anew. */
export class DamagedIndex extends Error {}

/** What a checked page holds. */
export const pageSize = 16 * 1024

/** Checksums of the pages of what is written. */
export function checksums(bytes: Buffer): number[] {
  const sums: number[] = []
  for (let at = 0; at < bytes.length; at += pageSize) sums.push(crc32(bytes.subarray(at, at + pageSize)))
  return sums
}

/** Pages lately read, of all segments of one index together. */
export class PageCache {
  readonly #pages = new Map<string, Buffer>()
  readonly #most: number

  constructor(bytes = 64 * 1024 * 1024) {
    this.#most = Math.floor(bytes / pageSize)
  }

  page(key: string, read: () => Buffer): Buffer {
    const known = this.#pages.get(key)
    if (known !== undefined) return known
    const page = read()
    this.#pages.set(key, page)
    // The one kept longest goes: cheaper than knowing which was used last, and nearly as good.
    if (this.#pages.size > this.#most) this.#pages.delete(this.#pages.keys().next().value ?? key)
    return page
  }
}

/** Bytes whose every page is checked when it is read. */
export class CheckedBytes implements Bytes {
  readonly size: number
  readonly #name: string
  readonly #source: (offset: number, length: number) => Buffer
  readonly #sums: readonly number[]
  readonly #cache: PageCache

  constructor(
    name: string,
    size: number,
    source: (offset: number, length: number) => Buffer,
    sums: readonly number[],
    cache: PageCache,
  ) {
    this.#name = name
    this.size = size
    this.#source = source
    this.#sums = sums
    this.#cache = cache
  }

  read(offset: number, length: number): Buffer {
    if (offset < 0 || length < 0 || offset + length > this.size) throw new DamagedIndex(this.#name)
    const first = Math.floor(offset / pageSize)
    const last = Math.floor(Math.max(offset, offset + length - 1) / pageSize)
    const start = offset - first * pageSize
    if (first === last) return this.#page(first).subarray(start, start + length)
    const pages = Array.from({ length: last - first + 1 }, (_, index) => this.#page(first + index))
    return Buffer.concat(pages).subarray(start, start + length)
  }

  #page(number: number): Buffer {
    return this.#cache.page(`${this.#name}:${number}`, () => {
      const start = number * pageSize
      const page = this.#source(start, Math.min(pageSize, this.size - start))
      if (crc32(page) !== this.#sums[number]) throw new DamagedIndex(`${this.#name}, page ${number}`)
      return page
    })
  }
}
