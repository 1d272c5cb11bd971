import { dirname } from 'node:path'
import { StorageError } from '@engawa/core'
import type { Disk, LogFile, ReadableFile } from '../src/backends/file/disk.js'

/** Random numbers in [0, 1) from a seed, so that a failure can be repeated. */
export type Random = () => number

export function seeded(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export class PowerLoss extends Error {}

interface Inode {
  readonly number: number
  /** What programs see. */
  bytes: Buffer
  /** What the disk has for certain. */
  synced: Buffer
}

/**
 * A disk in memory on which only what was synced is certain: at a power loss each unsynced write survives, is torn, or
 * is gone, and so does each new entry of a folder.
 */
export class SimulatedDisk implements Disk {
  #files = new Map<string, Inode>()
  #durable = new Map<string, Inode>()
  readonly #random: Random
  #inodes = 0
  /** Calls until the power goes. */
  stepsLeft = Number.POSITIVE_INFINITY
  /** What the next calls of a kind throw: `failing.set('sync', 'EIO')`. */
  readonly failing = new Map<'append' | 'sync' | 'truncate' | 'open', string>()

  syncs = 0
  bytesRead = 0

  constructor(random: Random = seeded(1)) {
    this.#random = random
  }

  /** The power goes and comes back: what the next program finds. */
  crash(): void {
    this.stepsLeft = Number.POSITIVE_INFINITY
    const survivors = new Map(this.#durable)
    for (const [path, inode] of this.#files) if (this.#maybe()) survivors.set(path, inode)
    for (const inode of new Set(survivors.values())) {
      inode.bytes = this.#surviving(inode)
      inode.synced = inode.bytes
    }
    this.#files = survivors
    this.#durable = new Map(survivors)
  }

  /** Change a file behind everybody's back. */
  damage(path: string, change: (bytes: Buffer) => Buffer): void {
    const inode = this.#files.get(path)
    if (inode === undefined) throw new Error(`no file ${path}`)
    inode.bytes = change(Buffer.from(inode.bytes))
    inode.synced = inode.bytes
  }

  paths(): string[] {
    return [...this.#files.keys()]
  }

  openLog(path: string): LogFile {
    this.#step('open', path)
    const inode = this.#files.get(path) ?? { number: this.#inodes++, bytes: Buffer.alloc(0), synced: Buffer.alloc(0) }
    this.#files.set(path, inode)
    return {
      ...this.#reading(path, inode),
      append: (bytes) => {
        const cut = () => Math.floor(this.#random() * bytes.length)
        this.#step('append', path, () => this.#write(inode, bytes.subarray(0, cut())))
        this.#write(inode, bytes)
      },
      truncate: (size) => {
        this.#step('truncate', path)
        inode.bytes = inode.bytes.subarray(0, size)
      },
      sync: () => {
        this.#step('sync', path)
        this.syncs += 1
        inode.synced = inode.bytes
      },
      lock: async () => {},
      unlock: () => {},
    }
  }

  openForReading(path: string): ReadableFile | undefined {
    const inode = this.#files.get(path)
    return inode && this.#reading(path, inode)
  }

  inspect(path: string) {
    const inode = this.#files.get(path)
    return inode && { identity: String(inode.number), size: inode.bytes.length }
  }

  async *list(directory: string): AsyncGenerator<string> {
    for (const path of [...this.#files.keys()]) {
      if (dirname(path) === directory) yield path.slice(directory.length + 1)
    }
  }

  createDirectory(): void {
    this.#step('open', 'folder')
  }

  syncDirectory(directory: string): void {
    this.#step('sync', directory)
    for (const [path, inode] of this.#files) if (dirname(path) === directory) this.#durable.set(path, inode)
  }

  read(path: string): Buffer | undefined {
    return this.#files.get(path)?.bytes
  }

  replace(path: string, data: string | Uint8Array): void {
    this.#step('append', path)
    const bytes = Buffer.from(data)
    const inode = { number: this.#inodes++, bytes, synced: bytes }
    this.#files.set(path, inode)
    this.#durable.set(path, inode)
  }

  remove(path: string): boolean {
    this.#step('open', path)
    this.#durable.delete(path)
    return this.#files.delete(path)
  }

  async exclusively<T>(_lockPath: string, work: () => T): Promise<T> {
    return work()
  }

  #reading(path: string, inode: Inode): ReadableFile {
    return {
      path,
      identity: String(inode.number),
      size: () => inode.bytes.length,
      read: (position, length) => {
        const bytes = Buffer.from(inode.bytes.subarray(position, position + length))
        this.bytesRead += bytes.length
        return bytes
      },
      close: () => {},
    }
  }

  #write(inode: Inode, bytes: Uint8Array): void {
    inode.bytes = Buffer.concat([inode.bytes, bytes])
  }

  /** @param partly what is done of the call when the power goes, or the call fails, in its middle */
  #step(kind: 'append' | 'sync' | 'truncate' | 'open', path: string, partly: () => void = () => {}): void {
    const error = this.failing.get(kind)
    if (error !== undefined) {
      partly()
      throw new StorageError(path, { code: `storage/${error.toLowerCase()}` })
    }
    if (this.stepsLeft === 0) throw new PowerLoss()
    this.stepsLeft -= 1
    if (this.stepsLeft > 0) return
    partly()
    throw new PowerLoss()
  }

  #maybe(): boolean {
    return this.#random() < 0.5
  }

  /** Of what was appended since the last sync some first part is there, its last bytes perhaps never written. */
  #surviving({ bytes, synced }: Inode): Buffer {
    if (bytes.length < synced.length) return this.#maybe() ? bytes : synced
    const kept = synced.length + Math.floor(this.#random() * (bytes.length - synced.length + 1))
    const survived = Buffer.from(bytes.subarray(0, kept))
    const unwritten = this.#maybe() ? Math.floor(this.#random() * (kept - synced.length)) : 0
    return survived.fill(0, kept - unwritten)
  }
}
