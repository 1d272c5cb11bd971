import { basename, dirname } from 'node:path'
import type { FileSystem, KernelLock } from '@engawa/durable-fs'
import { below, type Random, seeded } from './random.js'
import { SimulatedFile } from './simulated-file.js'
import { type Entry, SimulatedFolder } from './simulated-folder.js'

export type Call = 'open' | 'write' | 'truncate' | 'sync' | 'rename' | 'unlink' | 'mkdir'

interface Opened {
  readonly path: string
  readonly entry: Entry
  readonly appends: boolean
}

/** A file system in memory whose power goes after as many calls as one likes, in the middle of one. */
export class SimulatedFileSystem implements FileSystem {
  readonly #random: Random
  #root: SimulatedFolder
  #numbers: number
  #opened = new Map<number, Opened>()
  #nextFd = 3
  #locks = new Map<Entry, number>()
  /** Changing calls until the power goes. */
  stepsLeft = Number.POSITIVE_INFINITY
  /** Changing calls made so far. */
  steps = 0
  isDown = false
  /** What the next calls of a kind fail with: `failing.set('sync', 'EIO')`. */
  readonly failing = new Map<Call, string>()
  /** Whether a write may take fewer bytes than it is given, as the system is allowed to. */
  writesShort = false
  syncs = 0
  bytesRead = 0

  constructor(random: Random = seeded(1), root = new SimulatedFolder(0), numbers = 1) {
    this.#random = random
    this.#root = root
    this.#numbers = numbers
  }

  /** What the next program finds when the power went just now. Another call makes another of the possible states. */
  afterPowerLoss(): SimulatedFileSystem {
    return new SimulatedFileSystem(this.#random, this.#root.survivor(this.#random), this.#numbers)
  }

  /** What the next program finds when this one was killed: all that it wrote, none of it more certain than before. */
  afterKill(): SimulatedFileSystem {
    return new SimulatedFileSystem(this.#random, this.#root, this.#numbers)
  }

  readonly loadLock = async (): Promise<KernelLock> => ({
    tryLock: (fd) => {
      const { entry } = this.#at(fd)
      const holder = this.#locks.get(entry)
      if (holder === undefined) this.#locks.set(entry, fd)
      return holder === undefined || holder === fd
    },
    unlock: (fd) => {
      const { entry } = this.#at(fd)
      if (this.#locks.get(entry) === fd) this.#locks.delete(entry)
    },
  })

  open(path: string, flags: 'a+' | 'r' | 'r+' | 'wx'): number {
    if (flags !== 'r') this.#refuse('open', path)
    let entry = this.#find(path)
    if (flags === 'wx' && entry !== undefined) throw systemError('EEXIST', path)
    if (entry === undefined && flags.startsWith('r')) throw systemError('ENOENT', path)
    if (entry === undefined) {
      this.#step('open', path)
      entry = new SimulatedFile(this.#numbers++)
      this.#folderOf(path).change([[basename(path), entry]])
    }
    const fd = this.#nextFd++
    this.#opened.set(fd, { path, entry, appends: flags === 'a+' })
    return fd
  }

  close(fd: number): void {
    const { entry } = this.#at(fd)
    if (this.#locks.get(entry) === fd) this.#locks.delete(entry)
    this.#opened.delete(fd)
  }

  write(fd: number, bytes: Uint8Array, from: number, position?: number): number {
    const { path, appends } = this.#at(fd)
    const file = this.#file(fd)
    const at = appends || position === undefined ? file.bytes.length : position
    const given = bytes.subarray(from)
    this.#step('write', path, () => file.write(at, given.subarray(0, below(this.#random, given.length))))
    const taken = this.writesShort ? given.subarray(0, 1 + below(this.#random, given.length)) : given
    file.write(at, taken)
    return taken.length
  }

  read(fd: number, buffer: Uint8Array, from: number, position: number): number {
    const found = this.#file(fd).bytes.subarray(position, position + buffer.length - from)
    buffer.set(found, from)
    this.bytesRead += found.length
    return found.length
  }

  truncate(fd: number, size: number): void {
    this.#step('truncate', this.#at(fd).path)
    this.#file(fd).truncate(size)
  }

  syncData(fd: number): void {
    this.sync(fd)
  }

  sync(fd: number): void {
    const { path, entry } = this.#at(fd)
    this.#step('sync', path, () => {
      if (entry instanceof SimulatedFile && !this.isDown) entry.failToSync()
    })
    this.syncs += 1
    entry.sync()
  }

  status(fd: number) {
    return statusOf(this.#at(fd).entry)
  }

  statusOf(path: string) {
    return statusOf(this.#existing(path))
  }

  readWhole(path: string): Buffer {
    const entry = this.#existing(path)
    if (!(entry instanceof SimulatedFile)) throw systemError('EISDIR', path)
    return entry.bytes
  }

  rename(from: string, to: string): void {
    const entry = this.#existing(from)
    if (dirname(from) !== dirname(to)) throw systemError('EXDEV', to)
    this.#step('rename', to)
    this.#folderOf(to).change([
      [basename(from), undefined],
      [basename(to), entry],
    ])
  }

  unlink(path: string): void {
    this.#existing(path)
    this.#step('unlink', path)
    this.#folderOf(path).change([[basename(path), undefined]])
  }

  makeDirectory(path: string): string | undefined {
    if (this.#find(path) !== undefined) return undefined
    const above = this.#find(dirname(path)) === undefined ? this.makeDirectory(dirname(path)) : undefined
    this.#step('mkdir', path)
    this.#folderOf(path).change([[basename(path), new SimulatedFolder(this.#numbers++)]])
    return above ?? path
  }

  async *names(directory: string): AsyncGenerator<string> {
    const entry = this.#existing(directory)
    if (entry instanceof SimulatedFolder) yield* [...entry.entries.keys()]
  }

  /** Paths of all files. */
  paths(folder = this.#root, above = ''): string[] {
    return [...folder.entries].flatMap(([name, entry]) =>
      entry instanceof SimulatedFolder ? this.paths(entry, `${above}/${name}`) : [`${above}/${name}`],
    )
  }

  /** Change a file behind everybody's back. */
  damage(path: string, change: (bytes: Buffer) => Buffer): void {
    const entry = this.#existing(path)
    if (entry instanceof SimulatedFile) entry.put(change(Buffer.from(entry.bytes)))
  }

  /** @param partly what is done of the call when the power goes, or the call fails, in its middle */
  #step(call: Call, path: string, partly: () => void = () => {}): void {
    this.#refuse(call, path, partly)
    if (this.isDown) throw systemError('EPOWER', path)
    this.steps += 1
    this.stepsLeft -= 1
    if (this.stepsLeft >= 0) return
    this.isDown = true
    partly()
    throw systemError('EPOWER', path)
  }

  #refuse(call: Call, path: string, partly: () => void = () => {}): void {
    const code = this.failing.get(call)
    if (code === undefined) return
    partly()
    throw systemError(code, path)
  }

  #at(fd: number): Opened {
    const opened = this.#opened.get(fd)
    if (opened === undefined) throw systemError('EBADF', String(fd))
    return opened
  }

  #file(fd: number): SimulatedFile {
    const { entry, path } = this.#at(fd)
    if (!(entry instanceof SimulatedFile)) throw systemError('EISDIR', path)
    return entry
  }

  #find(path: string): Entry | undefined {
    let entry: Entry | undefined = this.#root
    for (const name of path.split('/').filter((one) => one !== '')) {
      entry = entry instanceof SimulatedFolder ? entry.entries.get(name) : undefined
    }
    return entry
  }

  #existing(path: string): Entry {
    const entry = this.#find(path)
    if (entry === undefined) throw systemError('ENOENT', path)
    return entry
  }

  #folderOf(path: string): SimulatedFolder {
    const folder = this.#existing(dirname(path))
    if (!(folder instanceof SimulatedFolder)) throw systemError('ENOTDIR', path)
    return folder
  }
}

const statusOf = (entry: Entry) => ({
  identity: String(entry.number),
  size: entry instanceof SimulatedFile ? entry.bytes.length : 0,
})

const systemError = (code: string, path: string): Error => Object.assign(new Error(`${code}, ${path}`), { code })
