import { join } from 'node:path'
import type { Session } from '@engawa/core'
import type { Damage } from './damage.js'
import type { Disk, ReadableFile } from './disk.js'
import { fileNameOf, idOfFileName } from './file-name.js'
import { LogReader } from './log-reader.js'
import { readState, sessionOf } from './log-state.js'

const ending = '.jsonl'

interface Summary {
  readonly identity: string
  readonly size: number
  readonly session: Session | undefined
}

/** The logs of all sessions, one file each, for reading. */
export class SessionFiles {
  readonly directory: string
  readonly #disk: Disk
  readonly #onDamage: (damage: Damage) => void
  readonly #summaries = new Map<string, Summary>()

  constructor(disk: Disk, directory: string, onDamage: (damage: Damage) => void) {
    this.#disk = disk
    this.directory = directory
    this.#onDamage = onDamage
  }

  pathOf(id: string): string {
    return join(this.directory, fileNameOf(id) + ending)
  }

  /** Read a session's log; undefined when it has none. */
  read<T>(path: string, work: (reader: LogReader, file: ReadableFile) => T): T | undefined {
    const file = this.#disk.openForReading(path)
    if (file === undefined) return undefined
    try {
      return work(new LogReader(file, this.#onDamage), file)
    } finally {
      file.close()
    }
  }

  async *paths(): AsyncGenerator<string> {
    for await (const name of this.#disk.list(this.directory)) {
      if (name.endsWith(ending)) yield join(this.directory, name)
    }
  }

  /** Every session, deleted ones too. A log that has not changed is not opened again. */
  async all(): Promise<Session[]> {
    const sessions: Session[] = []
    for await (const path of this.paths()) {
      const session = this.session(path)
      if (session !== undefined) sessions.push(session)
    }
    return sessions
  }

  session(path: string): Session | undefined {
    const found = this.#disk.inspect(path)
    if (found === undefined) return undefined
    const known = this.#summaries.get(path)
    if (known?.identity === found.identity && known.size === found.size) return known.session
    const id = idOfFileName(path.slice(this.directory.length + 1, -ending.length)) ?? path
    const session = this.read(path, (reader) => sessionOf(readState(reader), id))
    this.#summaries.set(path, { ...found, session })
    return session
  }
}
