import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Replacement, StoredRecord } from '../../backend.js'
import type { Durability } from '../../chat-store.js'
import { type Damage, damageOf } from './damage.js'
import type { Disk, LogFile, ReadableFile } from './disk.js'
import { behindTorn, type Fencing, fencing } from './fence.js'
import { endOfLines, type Line, linesBackward, linesForward } from './lines.js'
import { rewriteLog } from './rewrite-log.js'
import { sealLine, unsealLine } from './sealed-line.js'

/** A version as its line holds it. */
type Sealed = StoredRecord & Fencing & { readonly v: number; readonly crc: string }

/**
 * The log of one record: a line for each version, the newest last, under the rules of a session's log. A line is
 * written under the kernel's lock and synced before it is acknowledged; one that is damaged is reported and passed over.
 */
export class RecordLog {
  readonly #path: string
  readonly #disk: Disk
  readonly #durability: Durability
  readonly #onDamage: (damage: Damage) => void

  constructor(path: string, disk: Disk, durability: Durability, onDamage: (damage: Damage) => void) {
    this.#path = path
    this.#disk = disk
    this.#durability = durability
    this.#onDamage = onDamage
  }

  /** The newest version, read from the end. */
  newest(): StoredRecord | undefined {
    return this.#read((file) => this.#newestIn(file))
  }

  /** All versions, oldest first. */
  versions(): readonly StoredRecord[] {
    return this.#read((file) => [...this.#versionsIn(file)]) ?? []
  }

  /**
   * @param prepare what must be on the disk before the line is, run when it is known that the line will be written
   * @returns false, and nothing is written, unless the newest version is the one before
   */
  async append(record: StoredRecord, prepare: () => void): Promise<boolean> {
    return this.#locked((file) => {
      try {
        const newest = this.#newestIn(file)
        if ((newest?.version ?? 0) !== record.version - 1) return false
        prepare()
        this.#write(file, record)
        return true
      } finally {
        if (file.size() === 0) this.#remove()
      }
    })
  }

  /** @param before what has to be gone before the record is. Whether there was anything. */
  async remove(before: () => Promise<void>): Promise<boolean> {
    if (this.#disk.inspect(this.#path) === undefined) return false
    return this.#locked(async (file) => {
      const there = this.#newestIn(file) !== undefined
      await before()
      this.#remove()
      return there
    })
  }

  /** Put versions into the place of those that are still what `from` says. @returns how many */
  async rewrite(changes: readonly Replacement<StoredRecord>[]): Promise<number> {
    const byVersion = new Map(changes.map((change) => [change.from.version, change]))
    let rewritten = 0
    await rewriteLog(this.#disk, this.#path, () => (line) => {
      const found = versionIn(line)
      const change = found && byVersion.get(found.version)
      if (change === undefined || !isDeepStrictEqual(found, change.from)) return undefined
      rewritten += 1
      return sealLine(unsealLine<Fencing>(line)?.fence === true ? fencing(change.to) : change.to)
    })
    return rewritten
  }

  /** Do something to what belongs to the record while nobody writes or removes it; false when there is none. */
  async whileLocked(work: () => boolean): Promise<boolean> {
    if (this.#disk.inspect(this.#path) === undefined) return false
    return this.#locked((file) => {
      if (file.size() > 0) return work()
      this.#remove()
      return false
    })
  }

  /** Do something while nobody else writes, with the file that the path leads to now. */
  async #locked<T>(work: (file: LogFile) => T | Promise<T>): Promise<T> {
    for (;;) {
      const file = this.#disk.openLog(this.#path)
      try {
        await file.lock()
        // It may have been removed while its lock was waited for.
        if (this.#disk.inspect(this.#path)?.identity !== file.identity) continue
        try {
          return await work(file)
        } finally {
          file.unlock()
        }
      } finally {
        file.close()
      }
    }
  }

  /** Write and sync; on an error nothing of the write stays, so that refused means not stored. */
  #write(file: LogFile, record: StoredRecord): void {
    const before = file.size()
    const end = endOfLines(file, before)
    const isTorn = end !== before && versionIn(file.read(end, before - end)) === undefined
    const line = sealLine(isTorn ? fencing(record) : record)
    try {
      file.append(end === before ? line : behindTorn(line))
      if (this.#durability !== 'fsync') return
      file.sync()
      // Each time: whoever made the file may have been killed before its name was on the disk.
      this.#disk.syncDirectory(dirname(this.#path))
    } catch (error) {
      try {
        file.truncate(before)
      } catch {}
      throw error
    }
  }

  #remove(): void {
    this.#disk.remove(this.#path)
    if (this.#durability === 'fsync') this.#disk.syncDirectory(dirname(this.#path))
  }

  #newestIn(file: ReadableFile): StoredRecord | undefined {
    const size = file.size()
    const end = endOfLines(file, size)
    const tail = file.read(end, size - end)
    // Cut off just before its newline it is whole, and counts.
    const last = versionIn(tail)
    if (last !== undefined) return last
    if (tail.length > 0) this.#onDamage({ kind: 'torn-tail', path: this.#path, offset: end, bytes: tail })
    return this.#decoded(file, linesBackward(file, end)).next().value ?? undefined
  }

  /** Those that `#newestIn` may find. */
  *#versionsIn(file: ReadableFile): Generator<StoredRecord, void, undefined> {
    const size = file.size()
    const end = endOfLines(file, size)
    yield* this.#decoded(file, linesForward(file, 0, end))
    const last = versionIn(file.read(end, size - end))
    if (last !== undefined) yield last
  }

  *#decoded(file: ReadableFile, lines: Iterable<Line>): Generator<StoredRecord, void, undefined> {
    for (const line of lines) {
      const record = versionIn(line.bytes)
      if (record !== undefined) yield record
      else if (line.bytes.length > 0) this.#onDamage(damageOf(file, line))
    }
  }

  #read<T>(work: (file: ReadableFile) => T): T | undefined {
    const file = this.#disk.openForReading(this.#path)
    if (file === undefined) return undefined
    try {
      return work(file)
    } finally {
      file.close()
    }
  }
}

/** Without what belongs to the line: the next version is made from this one. */
function versionIn(line: Buffer): StoredRecord | undefined {
  const sealed = unsealLine<Sealed>(line)
  if (sealed === undefined) return undefined
  const { v, crc, fence, ...record } = sealed
  return record
}
