/**
 * What the file backend asks of an operating system, and all it asks: small enough for a test to simulate a disk that
 * loses, tears and refuses writes. Every method throws a StorageError that names the file.
 */
export interface Disk {
  /** For appending and reading; created, empty and private, when it is not there. */
  openLog(path: string): LogFile
  /** For reading; undefined when it is not there. */
  openForReading(path: string): ReadableFile | undefined
  /** What the name leads to now; undefined when to nothing. */
  inspect(path: string): { readonly identity: string; readonly size: number } | undefined
  /** Names in a folder, one by one; none when there is no such folder. */
  list(directory: string): AsyncIterable<string>
  /** Create a folder and the folders above it, so that they survive a crash. */
  createDirectory(path: string): void
  /** Make a folder's entries survive a crash. */
  syncDirectory(path: string): void
  read(path: string): Buffer | undefined
  /** The old content or the new, never a mixture, also after a crash. */
  replace(path: string, data: string | Uint8Array): void
  /** Whether something was there. */
  remove(path: string): boolean
  /** Run `work` while no other process runs any on the same lock. */
  exclusively<T>(lockPath: string, work: () => T): Promise<T>
  /**
   * Hear of files in a folder that are touched, by name, or of nobody knows which; what it returns ends it. A disk that
   * can't tell has none, or says nothing: whoever watches looks for himself as well.
   */
  watch?(directory: string, onTouch: (name: string | undefined) => void): () => void
}

export interface ReadableFile {
  readonly path: string
  /** Tells this file from another that later takes its name. */
  readonly identity: string
  size(): number
  /** Up to `length` bytes; fewer only at the end. */
  read(position: number, length: number): Buffer
  close(): void
}

export interface LogFile extends ReadableFile {
  /** At the end, whole, wherever the end is by then. When it throws, a part may have been written. */
  append(bytes: Uint8Array): void
  /** Write again what is there: a sync that failed has let go of it, and the next one would pass it over. */
  rewrite(position: number, bytes: Uint8Array): void
  truncate(size: number): void
  /** Returns when the content is on the disk. */
  sync(): void
  /** Held by this open file until `unlock` or until its process ends, however that happens. */
  lock(): Promise<void>
  unlock(): void
}
