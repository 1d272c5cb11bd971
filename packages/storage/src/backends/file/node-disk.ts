import { watch } from 'node:fs'
import {
  type FileSystem,
  type KernelLock,
  loadKernelLock,
  nodeFileSystem,
  settleDirectory,
  syncDirectory,
  toStorageError,
  untilLocked,
  writeFileAtomic,
  writeFully,
} from '@engawa/durable-fs'
import type { Disk, LogFile, ReadableFile } from './disk.js'

export interface NodeDiskOptions {
  readonly lockTimeoutMs: number
  /** The calls behind it, for tests of what they do when they fail and when the power goes. */
  readonly files?: FileSystem
  readonly loadLock?: () => Promise<KernelLock>
}

/** The real disk. Calls are synchronous: for small writes that is twice as fast as going through Node's thread pool. */
export function nodeDisk({ lockTimeoutMs, files = nodeFileSystem, loadLock = loadKernelLock }: NodeDiskOptions): Disk {
  const openLog = (path: string): OpenLog => {
    return naming(path, () => new OpenLog(path, files, files.open(path, 'a+', 0o600), loadLock, lockTimeoutMs))
  }
  return {
    openLog,
    openForReading: (path) => unlessMissing(path, () => new OpenFile(path, files, files.open(path, 'r'))),
    inspect: (path) => unlessMissing(path, () => files.statusOf(path)),
    list: (directory) => list(files, directory),
    createDirectory: (path) => naming(path, () => settleDirectory(path, files)),
    syncDirectory: (path) => naming(path, () => syncDirectory(path, files)),
    read: (path) => unlessMissing(path, () => files.readWhole(path)),
    replace: (path, data) => writeFileAtomic(path, data, { files }),
    remove: (path) => unlessMissing(path, () => removed(files, path)) === true,
    watch: watchFolder,
    exclusively: async (lockPath, work) => {
      const lock = openLog(lockPath)
      try {
        await lock.lock()
        return work()
      } finally {
        lock.close()
      }
    },
  }
}

class OpenFile implements ReadableFile {
  readonly path: string
  readonly identity: string
  protected readonly files: FileSystem
  protected readonly fd: number
  #closed = false

  constructor(path: string, files: FileSystem, fd: number) {
    this.path = path
    this.files = files
    this.fd = fd
    this.identity = files.status(fd).identity
  }

  size(): number {
    return naming(this.path, () => this.files.status(this.fd).size)
  }

  read(position: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const count = naming(this.path, () => this.files.read(this.fd, buffer, filled, position + filled))
      if (count === 0) break
      filled += count
    }
    return buffer.subarray(0, filled)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.files.close(this.fd)
  }
}

class OpenLog extends OpenFile implements LogFile {
  readonly #loadLock: () => Promise<KernelLock>
  readonly #lockTimeoutMs: number
  #kernelLock: KernelLock | undefined

  constructor(path: string, files: FileSystem, fd: number, loadLock: () => Promise<KernelLock>, lockTimeoutMs: number) {
    super(path, files, fd)
    this.#loadLock = loadLock
    this.#lockTimeoutMs = lockTimeoutMs
  }

  append(bytes: Uint8Array): void {
    naming(this.path, () => writeFully(this.files, this.fd, bytes))
  }

  rewrite(position: number, bytes: Uint8Array): void {
    naming(this.path, () => {
      // A file opened for appending takes every write at its end, whatever position is asked for.
      const fd = this.files.open(this.path, 'r+')
      try {
        writeFully(this.files, fd, bytes, position)
      } finally {
        this.files.close(fd)
      }
    })
  }

  truncate(size: number): void {
    naming(this.path, () => this.files.truncate(this.fd, size))
  }

  sync(): void {
    naming(this.path, () => this.files.syncData(this.fd))
  }

  async lock(): Promise<void> {
    const kernelLock = this.#kernelLock ?? (await this.#loadLock())
    this.#kernelLock = kernelLock
    await untilLocked(() => naming(this.path, () => kernelLock.tryLock(this.fd)), this.path, this.#lockTimeoutMs)
  }

  unlock(): void {
    this.#kernelLock?.unlock(this.fd)
  }
}

function removed(files: FileSystem, path: string): true {
  files.unlink(path)
  return true
}

async function* list(files: FileSystem, directory: string): AsyncGenerator<string> {
  try {
    yield* files.names(directory)
  } catch (error) {
    if (!isMissing(error)) throw toStorageError(error, `could not list ${directory}`)
  }
}

/** A system that has no watches left is no reason to fail: then it tells nothing. */
function watchFolder(directory: string, onTouch: (name: string | undefined) => void): () => void {
  try {
    const watcher = watch(directory, (_, name) => onTouch(name ?? undefined))
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => {}
  }
}

function naming<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toStorageError(error, path)
  }
}

function unlessMissing<T>(path: string, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw toStorageError(error, path)
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException | null)?.code === 'ENOENT'
