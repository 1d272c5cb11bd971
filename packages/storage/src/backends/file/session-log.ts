import { dirname } from 'node:path'
import { StorageError } from '@engawa/core'
import type { Durability } from '../../chat-store.js'
import type { Damage } from './damage.js'
import type { Disk, LogFile } from './disk.js'
import { endOfLines } from './lines.js'
import { LogDraft, type Past } from './log-draft.js'
import { LogReader, type Placed } from './log-reader.js'
import { type LogState, readState } from './log-state.js'
import { LoopTurn } from './loop-turn.js'
import { decodeRecord } from './record.js'
import { SeenRecords } from './seen-records.js'

/** Something to do with the log: reads the draft, checks, and only then puts records into it. Throws to refuse. */
export type Transaction<T> = (draft: LogDraft) => T

interface Waiting {
  /** Run the transaction; returns what settles its caller once the draft is durable. */
  readonly run: (draft: LogDraft) => () => void
  readonly fail: (error: unknown) => void
}

/** What is known of the file as this process last left or found it. */
interface Known {
  readonly size: number
  readonly state: LogState
}

/**
 * The one writer of a session's log in this process. Callers that come while it waits or writes share the next write
 * and its sync: group commit.
 *
 * Whoever writes holds the kernel's lock on the log from looking at its end until the sync is done. So records follow
 * one another without gaps in `seq`, whichever process wrote them, and a writer that is killed holds nothing up.
 */
export class SessionLog {
  readonly #path: string
  readonly #disk: Disk
  readonly #durability: Durability
  readonly #onDamage: (damage: Damage) => void
  readonly #turn = new LoopTurn()
  #queue: Waiting[] = []
  #running: Promise<void> | undefined
  #file: LogFile | undefined
  #known: Known | undefined
  #seen = new SeenRecords()
  /** Whether this process knows that the folder's entry for the file is on the disk. */
  #isEntrySynced = false

  constructor(path: string, disk: Disk, durability: Durability, onDamage: (damage: Damage) => void) {
    this.#path = path
    this.#disk = disk
    this.#durability = durability
    this.#onDamage = onDamage
  }

  get isIdle(): boolean {
    return this.#running === undefined
  }

  /** Resolves with the transaction's result when what it put is durable. */
  submit<T>(transaction: Transaction<T>): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      const run = (draft: LogDraft) => {
        const value = transaction(draft)
        return () => resolve(value)
      }
      this.#queue.push({ run, fail: reject })
    })
    this.#running ??= this.#drain()
    return result
  }

  async close(): Promise<void> {
    await this.#running
    this.#forget()
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#turn.next()
      let group: Waiting[] = []
      try {
        const { file, size } = await this.#lockedFile()
        let isLeftEmpty = false
        try {
          group = this.#queue
          this.#queue = []
          isLeftEmpty = this.#commit(file, size, group) === 0
          if (isLeftEmpty) this.#removeEmpty()
        } finally {
          file.unlock()
        }
        if (isLeftEmpty) this.#forget()
      } catch (error) {
        // Nothing is known any more of the file's end: the next write opens it and looks again.
        this.#forget()
        for (const { fail } of group.length > 0 ? group : this.#queue.splice(0)) fail(error)
      }
    }
    this.#running = undefined
  }

  /** The file that the path leads to now, locked: it may have been removed or replaced since it was opened. */
  async #lockedFile(): Promise<{ readonly file: LogFile; readonly size: number }> {
    for (;;) {
      this.#file ??= this.#disk.openLog(this.#path)
      const file = this.#file
      await file.lock()
      const found = this.#disk.inspect(this.#path)
      if (found?.identity === file.identity) return { file, size: found.size }
      this.#forget()
    }
  }

  /** @returns the size of the log afterwards */
  #commit(file: LogFile, found: number, group: readonly Waiting[]): number {
    // Where this process stopped and nobody went on, the last line is known to be whole.
    const known = this.#known?.size === found ? this.#known : undefined
    const { size, end } = known === undefined ? this.#ended(file, found) : { size: found, end: found }
    const isBehindTorn = size !== end
    const reader = new LogReader(file, this.#onDamage, end)
    const state = known?.state ?? readState(reader)
    const repeated: Placed[] = []
    const past = this.#past(file, reader, repeated)
    const draft = new LogDraft(state, isBehindTorn ? size + 1 : size, past, isBehindTorn)
    const settle: (() => void)[] = []
    for (const { run, fail } of group) {
      try {
        settle.push(run(draft))
      } catch (error) {
        fail(error)
      }
    }
    this.#vouchFor(file, repeated)
    if (!draft.isEmpty) this.#write(file, size, draft.bytes())
    else if (repeated.length > 0) this.#sync(file)
    this.#known = isBehindTorn && draft.isEmpty ? undefined : { size: draft.end, state: draft.state }
    for (const placed of draft.records) this.#seen.note(placed)
    for (const done of settle) done()
    return draft.end
  }

  /**
   * Look at a last line that its writer did not end. Cut off just before its newline it is whole, and counts; a torn one
   * is ended by the next line, which says so.
   *
   * @returns size of the file, and where its whole lines end
   */
  #ended(file: LogFile, size: number): { readonly size: number; readonly end: number } {
    const end = endOfLines(file, size)
    if (end === size) return { size, end }
    const bytes = file.read(end, size - end)
    if (decodeRecord(bytes) === undefined) {
      this.#onDamage({ kind: 'torn-tail', path: this.#path, offset: end, bytes })
      return { size, end }
    }
    file.append(Buffer.from('\n'))
    return { size: size + 1, end: size + 1 }
  }

  /**
   * An answer may rest on a record whose writer was killed, or failed, before it was durable. A sync of what the system
   * believes to be written does nothing, also where the believing is wrong; so it is written again, in place.
   */
  #vouchFor(file: LogFile, repeated: readonly Placed[]): void {
    if (this.#durability !== 'fsync') return
    for (const { start, end } of repeated) file.rewrite(start, file.read(start, end - start))
  }

  /** Write and sync; on an error nothing of the write stays, so that refused means not stored. */
  #write(file: LogFile, size: number, bytes: Buffer): void {
    try {
      file.append(bytes)
      // Fewer bytes than we were told, or somebody else's among them: we don't know what we wrote.
      const found = file.size()
      if (found !== size + bytes.length) throw unexpectedEnd(this.#path, size + bytes.length, found)
      this.#sync(file)
    } catch (error) {
      cutBack(file, size, size + bytes.length)
      throw error
    }
  }

  /** Make all of the file durable, also what others left unsynced when they were killed. */
  #sync(file: LogFile): void {
    if (this.#durability !== 'fsync') return
    file.sync()
    if (!this.#isEntrySynced) this.#disk.syncDirectory(dirname(this.#path))
    this.#isEntrySynced = true
  }

  /**
   * Opening made the file, and all that was to be done with it was refused. Whoever waits for its lock meanwhile finds
   * that the path no longer leads to it, and opens anew.
   */
  #removeEmpty(): void {
    try {
      this.#disk.remove(this.#path)
    } catch {
      // An empty log says the same as none.
    }
  }

  /** @param repeated gets the records that an answer repeats */
  #past(file: LogFile, reader: LogReader, repeated: Placed[]): Past {
    return {
      recordOf: (key) => {
        this.#seen.catchUp(reader)
        const placed = this.#seen.recordOf(key, file, reader)
        if (placed !== undefined) repeated.push(placed)
        return placed?.record
      },
      hasId: (id) => {
        this.#seen.catchUp(reader)
        return this.#seen.hasId(id, file, reader)
      },
    }
  }

  #forget(): void {
    this.#file?.close()
    this.#file = undefined
    this.#known = undefined
    this.#seen = new SeenRecords()
    this.#isEntrySynced = false
  }
}

/** Nobody was told that these bytes are stored, and the lock is held. A disk that refuses this too leaves a torn tail. */
function cutBack(file: LogFile, size: number, end: number): void {
  try {
    // What lies behind our end was written by somebody who takes no lock, and is not ours to cut off.
    if (file.size() <= end) file.truncate(size)
  } catch {}
}

const unexpectedEnd = (path: string, expected: number, found: number) =>
  new StorageError(`${path} ends at byte ${found} after a write that was to end at ${expected}`, {
    code: 'storage/eio',
    recoverable: true,
    hint: 'The disk took less than it said, or a program that takes no lock writes to this file. Look at the system log.',
  })
