import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Session } from '@engawa/core'
import type { SessionChange } from '../backend.js'
import { collect } from '../backends/file/collect.js'
import type { Damage, OnReport } from '../backends/file/damage.js'
import type { Disk, LogFile } from '../backends/file/disk.js'
import { FileKeyValue } from '../backends/file/file-key-value.js'
import { endOfLines } from '../backends/file/lines.js'
import { LogReader } from '../backends/file/log-reader.js'
import { Quarantine } from '../backends/file/quarantine.js'
import { decodeRecord, type LogRecord, type SessionHeader } from '../backends/file/record.js'
import { SessionFiles } from '../backends/file/session-files.js'
import { localUser } from '../local-user.js'
import type { KeptValue, OutageJournal, SessionJournal, Step } from './outage-journal.js'

/**
 * The folder of a file store, read as a journal: its logs say in order what was done, with the ids, times and
 * idempotency keys. So what was acknowledged during an outage is as safe as in any file store, and is written once.
 */
export class FileJournal implements OutageJournal {
  readonly #disk: Disk
  readonly #directory: string
  readonly #files: SessionFiles
  readonly #onDamage: (damage: Damage) => void
  readonly #values: FileKeyValue

  constructor(disk: Disk, directory: string, onReport: OnReport) {
    const quarantine = new Quarantine(disk, join(directory, 'quarantine'), onReport)
    this.#disk = disk
    this.#directory = directory
    this.#onDamage = quarantine.take.bind(quarantine)
    this.#files = new SessionFiles(disk, join(directory, 'sessions'), this.#onDamage)
    this.#values = new FileKeyValue(disk, join(directory, 'kv'))
  }

  async isEmpty(): Promise<boolean> {
    for await (const _ of this.#files.paths()) return false
    for await (const _ of this.#values.keys(0)) return false
    return true
  }

  async *sessions(): AsyncGenerator<SessionJournal> {
    // Listed first: logs go while they are walked through.
    for (const path of await collect(this.#files.paths())) {
      const id = this.#files.session(path)?.id ?? path
      yield new LogJournal(id, path, this.#disk, this.#onDamage)
    }
  }

  async *values(): AsyncGenerator<readonly [string, KeptValue]> {
    for await (const key of this.#values.keys(0)) {
      const kept = await this.#values.get(key, 0)
      if (kept !== undefined) yield [key, kept.value as unknown as KeptValue]
    }
  }

  async discardValue(key: string, { write }: KeptValue): Promise<void> {
    await this.#values.deleteIf(key, (kept) => (kept as unknown as KeptValue).write === write)
  }

  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    return await this.#disk.exclusively(join(this.#directory, 'merge.lock'), work)
  }
}

/** The log of one session. Only one process at a time reads it so, while others may still append to it. */
class LogJournal implements SessionJournal {
  readonly id: string
  readonly #path: string
  readonly #disk: Disk
  readonly #onDamage: (damage: Damage) => void
  #file: LogFile | undefined
  #taken = 0
  #header: SessionHeader | undefined

  constructor(id: string, path: string, disk: Disk, onDamage: (damage: Damage) => void) {
    this.id = id
    this.#path = path
    this.#disk = disk
    this.#onDamage = onDamage
  }

  async take(): Promise<Iterable<Step>> {
    // Behind the lock stands only what its writer has made durable: no write that is still to be cut back.
    const [file, end] = await this.#locked((file) => [file, committedEnd(file)] as const)
    const from = this.#taken
    this.#taken = end
    return this.#steps(new LogReader(file, this.#onDamage, end), from)
  }

  discard(): Promise<boolean> {
    return this.#locked((file) => {
      if (committedEnd(file) !== this.#taken) return false
      // The name may lead to a newer log by now, of which nothing was taken: that one stays for the next merge.
      if (this.#disk.inspect(this.#path)?.identity !== file.identity) return true
      this.#disk.remove(this.#path)
      this.#disk.syncDirectory(dirname(this.#path))
      return true
    })
  }

  close(): void {
    this.#file?.close()
  }

  async #locked<T>(work: (file: LogFile) => T): Promise<T> {
    this.#file ??= this.#disk.openLog(this.#path)
    const file = this.#file
    await file.lock()
    try {
      return work(file)
    } finally {
      file.unlock()
    }
  }

  *#steps(reader: LogReader, from: number): Generator<Step> {
    for (const { record } of reader.forward(from)) yield this.#stepOf(record)
  }

  #stepOf(record: LogRecord): Step {
    if (record.type === 'messages') {
      const { at, key, messages } = record
      return {
        type: 'append',
        batch: {
          session: this.#sessionAt(at),
          messages: messages.map(({ seq, ...message }) => message),
          chosenIds: messages.map(({ id }) => id),
          at,
          ...(key === undefined ? {} : { idempotencyKey: key }),
        },
      }
    }
    const before = this.#header
    this.#header = record.session
    return before === undefined
      ? { type: 'create', session: this.#sessionAt(record.active) }
      : { type: 'change', id: this.id, change: changeBetween(before, record.session, record.at) }
  }

  #sessionAt(at: string): Session {
    const header = this.#header ?? { id: this.id, userId: localUser, createdAt: at }
    return { ...header, updatedAt: at, messageCount: 0 }
  }
}

/** Where the log ends. A record that was cut off just before its newline is whole and counts; it is given the newline. */
function committedEnd(file: LogFile): number {
  const size = file.size()
  const end = endOfLines(file, size)
  if (end === size || decodeRecord(file.read(end, size - end)) === undefined) return end
  file.append(Buffer.from('\n'))
  return size + 1
}

function changeBetween(before: SessionHeader, after: SessionHeader, at: string): SessionChange {
  const hidden = after.deletedAt !== undefined
  return {
    at,
    ...(after.title === undefined || after.title === before.title ? {} : { title: after.title }),
    ...(after.metadata === undefined || isDeepStrictEqual(after.metadata, before.metadata)
      ? {}
      : { metadata: after.metadata }),
    ...((before.deletedAt !== undefined) === hidden ? {} : { deleted: hidden }),
  }
}
