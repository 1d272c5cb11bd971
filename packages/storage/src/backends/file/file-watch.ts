import { join } from 'node:path'
import type { Session } from '@engawa/core'
import type { ChangeListener, StopWatching } from '../../backend.js'
import { type Collection, collections } from '../../entities/change.js'
import { Listeners } from '../listeners.js'
import type { Disk } from './disk.js'
import type { FileRecords } from './file-records.js'
import type { SessionFiles } from './session-files.js'

/** Folders are looked through this often as well: a network's disk tells nothing, and the system's queue may run over. */
const lookedThroughEveryMs = 2_000

/** What was told last of a file. */
type Seen = { readonly session: Session } | { readonly record: string; readonly version: string }

/** A folder whose files are watched. */
interface Watched {
  readonly folder: string
  readonly collection: Collection | 'sessions'
}

/**
 * Watches the folders of a store, whoever writes to it. The system says which file was touched, and the file says what
 * is other; looking through all of them now and then finds what went by unheard.
 */
export class FileWatch {
  readonly #disk: Disk
  readonly #sessions: SessionFiles
  readonly #records: FileRecords
  readonly #listeners = new Listeners()
  readonly #seen = new Map<string, Seen>()
  #stop: (() => void) | undefined
  #starting: Promise<void> | undefined

  constructor(disk: Disk, sessions: SessionFiles, records: FileRecords) {
    this.#disk = disk
    this.#sessions = sessions
    this.#records = records
  }

  async watch(listener: ChangeListener): Promise<StopWatching> {
    const stop = this.#listeners.add(listener)
    this.#starting ??= this.#start()
    await this.#starting
    return async () => {
      await stop()
      if (this.#listeners.isEmpty) this.close()
    }
  }

  close(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#starting = undefined
    this.#seen.clear()
  }

  async #start(): Promise<void> {
    const watched: readonly Watched[] = [
      { folder: this.#sessions.directory, collection: 'sessions' },
      ...collections.map((collection) => ({ folder: this.#records.folderOf(collection), collection })),
    ]
    // Before the first look, so that nothing goes by between the two.
    const stops = watched.map(({ folder, collection }) => {
      this.#disk.createDirectory(folder)
      const onTouch = (name: string | undefined) => {
        if (name === undefined) void this.#lookThrough(watched)
        else this.#look(join(folder, name), collection)
      }
      return this.#disk.watch?.(folder, onTouch)
    })
    for (const { collection } of watched) {
      for await (const path of this.#pathsOf(collection)) this.#remember(path, collection)
    }
    const timer = setInterval(() => void this.#lookThrough(watched), lookedThroughEveryMs)
    this.#stop = () => {
      clearInterval(timer)
      for (const stop of stops) stop?.()
    }
  }

  #pathsOf(collection: Collection | 'sessions'): AsyncIterable<string> {
    return collection === 'sessions' ? this.#sessions.paths() : this.#records.paths(collection)
  }

  async #lookThrough(watched: readonly Watched[]): Promise<void> {
    try {
      const left = new Set(this.#seen.keys())
      for (const { collection } of watched) {
        for await (const path of this.#pathsOf(collection)) {
          left.delete(path)
          this.#look(path, collection)
        }
        for (const path of left) if (path.startsWith(this.#folderOf(collection))) this.#look(path, collection)
      }
    } catch {
      // A folder that can't be read right now is looked through again.
    }
  }

  #folderOf(collection: Collection | 'sessions'): string {
    return join(collection === 'sessions' ? this.#sessions.directory : this.#records.folderOf(collection), '/')
  }

  #look(path: string, collection: Collection | 'sessions'): void {
    if (!path.endsWith('.jsonl')) return
    try {
      const before = this.#seen.get(path)
      this.#remember(path, collection)
      const now = this.#seen.get(path)
      for (const change of changesBetween(before, now, collection)) this.#listeners.tell(change)
    } catch {
      // Nor can this file: what is remembered of it stays, and the next look compares with that.
    }
  }

  #remember(path: string, collection: Collection | 'sessions'): void {
    if (collection === 'sessions') {
      const session = this.#sessions.session(path)
      if (session === undefined) this.#seen.delete(path)
      else this.#seen.set(path, { session })
      return
    }
    const record = this.#records.newestAt(path)
    if (record === undefined) this.#seen.delete(path)
    else this.#seen.set(path, { record: record.id, version: `${record.version} ${record.createdAt}` })
  }
}

function* changesBetween(before: Seen | undefined, now: Seen | undefined, collection: Collection | 'sessions') {
  const seen = now ?? before
  if (seen === undefined) return
  if ('record' in seen || collection !== 'sessions') {
    const id = 'record' in seen ? seen.record : seen.session.id
    const versions = [before, now].map((one) => (one !== undefined && 'record' in one ? one.version : undefined))
    if (versions[0] !== versions[1]) yield { collection, id }
    return
  }
  const [was, is] = [before, now].map((one) => (one !== undefined && 'session' in one ? one.session : undefined))
  if (headOf(was) !== headOf(is)) yield { collection, id: seen.session.id }
  if (is !== undefined && is.messageCount !== (was?.messageCount ?? 0)) {
    yield { collection: 'messages', id: seen.session.id } as const
  }
}

/** All of a session but what each message changes; of one that was updated, that as well. */
function headOf(session: Session | undefined): string | undefined {
  if (session === undefined) return undefined
  const { updatedAt, messageCount, ...head } = session
  return JSON.stringify(head)
}
