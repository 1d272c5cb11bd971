import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  opendirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'

/** What the operating system says of a file. */
export interface FileStatus {
  /** Tells it from another that later takes its name. */
  readonly identity: string
  readonly size: number
}

/**
 * The calls of an operating system on which it depends what survives a crash, as a port: a test puts a disk in their
 * place that loses, tears, reorders and refuses. They throw the system's own errors.
 */
export interface FileSystem {
  /** `a+` appends, `r+` writes in place, `wx` creates. A folder can be opened with `r`, to be synced. */
  open(path: string, flags: 'a+' | 'r' | 'r+' | 'wx', mode?: number): number
  close(fd: number): void
  /** From `from` on; at the file's end without a position. @returns how many bytes were written, perhaps not all */
  write(fd: number, bytes: Uint8Array, from: number, position?: number): number
  /** @returns how many bytes were read into `buffer` from `from` on; 0 at the end */
  read(fd: number, buffer: Uint8Array, from: number, position: number): number
  truncate(fd: number, size: number): void
  /** The content, and as much about the file as it takes to find it: `fdatasync`. */
  syncData(fd: number): void
  /** Everything about a file or a folder: `fsync`. */
  sync(fd: number): void
  status(fd: number): FileStatus
  statusOf(path: string): FileStatus
  readWhole(path: string): Buffer
  rename(from: string, to: string): void
  unlink(path: string): void
  /** With those above it. @returns the topmost that was made; undefined when it was there */
  makeDirectory(path: string): string | undefined
  names(directory: string): AsyncIterable<string>
}

export const nodeFileSystem: FileSystem = {
  open: openSync,
  close: closeSync,
  write: (fd, bytes, from, position) => writeSync(fd, bytes, from, bytes.length - from, position),
  read: (fd, buffer, from, position) => readSync(fd, buffer, from, buffer.length - from, position),
  truncate: ftruncateSync,
  syncData: fdatasyncSync,
  sync: fsyncSync,
  status: (fd) => toStatus(fstatSync(fd)),
  statusOf: (path) => toStatus(statSync(path)),
  readWhole: (path) => readFileSync(path),
  rename: renameSync,
  unlink: unlinkSync,
  makeDirectory: (path) => mkdirSync(path, { recursive: true, mode: 0o700 }),
  // The promises of `node:fs` take longer to load than a folder to read.
  names: async function* (directory) {
    const folder = opendirSync(directory)
    try {
      for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) yield entry.name
    } finally {
      folder.closeSync()
    }
  },
}

/** With the time of birth, as the number of a removed file is soon given to another. */
const toStatus = ({ dev, ino, birthtimeMs, size }: Stats): FileStatus => ({
  identity: `${dev}:${ino}:${birthtimeMs}`,
  size,
})

/** Write all of it, however many calls that takes. @throws when the system takes no more and says no reason */
export function writeFully(files: FileSystem, fd: number, bytes: Uint8Array, position?: number): void {
  for (let written = 0; written < bytes.length; ) {
    const count = files.write(fd, bytes, written, position === undefined ? undefined : position + written)
    if (count === 0) throw Object.assign(new Error('the write took no bytes'), { code: 'EIO' })
    written += count
  }
}
