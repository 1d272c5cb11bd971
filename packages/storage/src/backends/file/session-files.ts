import { join } from 'node:path'
import type { Session } from '@engawa/core'
import type { Damage } from './damage.js'
import type { Disk, ReadableFile } from './disk.js'
import { fileNameOf, idOfFileName } from './file-name.js'
import { LogReader } from './log-reader.js'
import { readState, sessionOf } from './log-state.js'
import type { SessionCatalog, Summary } from './session-catalog.js'

const ending = '.jsonl'

/** The logs of all sessions, one file each, for reading. */
export class SessionFiles {
  readonly directory: string
  readonly #disk: Disk
  readonly #onDamage: (damage: Damage) => void
  readonly #catalog: SessionCatalog | undefined
  /** By the name of the file. */
  readonly #summaries = new Map<string, Summary>()
  #isCatalogRead = false
  /** How many of them the catalog has not. */
  #fresh = 0

  /** @param catalog none for the few of a journal */
  constructor(disk: Disk, directory: string, onDamage: (damage: Damage) => void, catalog?: SessionCatalog) {
    this.#disk = disk
    this.#catalog = catalog
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
    if (!this.#isCatalogRead) this.#readCatalog()
    const sessions: Session[] = []
    const there = new Set<string>()
    for await (const path of this.paths()) {
      there.add(this.#nameOf(path))
      const session = this.session(path)
      if (session !== undefined) sessions.push(session)
    }
    const gone = [...this.#summaries.keys()].filter((name) => !there.has(name))
    for (const name of gone) this.#summaries.delete(name)
    // What is gone from here is to be gone from the catalog too.
    if (gone.length > 0 || this.#catalog?.isWorthKeeping(this.#summaries.size, this.#fresh)) this.#keepCatalog()
    return sessions
  }

  session(path: string): Session | undefined {
    const found = this.#disk.inspect(path)
    if (found === undefined) return undefined
    const name = this.#nameOf(path)
    const known = this.#summaries.get(name)
    if (known?.identity === found.identity && known.size === found.size) return known.session
    const id = idOfFileName(name.slice(0, -ending.length)) ?? path
    const session = this.read(path, (reader) => sessionOf(readState(reader), id))
    this.#fresh += 1
    this.#summaries.set(name, { ...found, session })
    return session
  }

  /** What is kept of sessions beside their logs goes, as one of them is to be gone. */
  forget(): void {
    this.#catalog?.forget()
  }

  #readCatalog(): void {
    this.#isCatalogRead = true
    for (const [name, summary] of this.#catalog?.read() ?? []) {
      if (!this.#summaries.has(name)) this.#summaries.set(name, summary)
    }
  }

  #keepCatalog(): void {
    this.#catalog?.keep(this.#summaries)
    this.#fresh = 0
  }

  #nameOf(path: string): string {
    return path.slice(this.directory.length + 1)
  }
}
