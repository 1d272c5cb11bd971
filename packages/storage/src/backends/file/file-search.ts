import { type Role, textOf } from '@engawa/core'
import type { Match, MatchQuery } from '../../backend.js'
import { compareMatches } from '../../listing/order.js'
import { InvertedIndex } from '../../search/inverted-index.js'
import { passesFilters } from '../../search/passes-filters.js'
import type { Disk } from './disk.js'
import { isMessages } from './log-reader.js'
import { messagesOf } from './record.js'
import type { SessionFiles } from './session-files.js'

/** Where an indexed message stands, and what filters ask about it. */
interface Entry {
  readonly path: string
  readonly start: number
  readonly seq: number
  readonly role: Role
  readonly createdAt: string
}

/**
 * Full-text search over the logs. The index is in memory, made at the first search and brought up to date at each: only
 * what was appended since is read. When a log was replaced or cut it is made anew.
 */
export class FileSearch {
  readonly #disk: Disk
  readonly #files: SessionFiles
  #index = new InvertedIndex<Entry>()
  #covered = new Map<string, { readonly identity: string; readonly end: number }>()

  constructor(disk: Disk, files: SessionFiles) {
    this.#disk = disk
    this.#files = files
  }

  async search(query: MatchQuery): Promise<readonly Match[]> {
    if (!(await this.#catchUp())) {
      this.#index = new InvertedIndex()
      this.#covered = new Map()
      await this.#catchUp()
    }
    const matches = this.#index.match(query.terms).flatMap(({ ref, score }): Match[] => {
      const session = this.#files.session(ref.path)
      if (session === undefined) return []
      const { role, createdAt } = ref
      if (!passesFilters({ sessionId: session.id, role, createdAt }, session, query)) return []
      const message = this.#messageAt(ref, session.id)
      return message === undefined ? [] : [{ message, score }]
    })
    return matches.sort(compareMatches).slice(query.skip, query.skip + query.limit)
  }

  /** @returns false when something that was indexed is no longer what it was */
  async #catchUp(): Promise<boolean> {
    const left = new Set(this.#covered.keys())
    for await (const path of this.#files.paths()) {
      left.delete(path)
      const now = this.#disk.inspect(path)
      const known = this.#covered.get(path)
      if (now === undefined) continue
      // Which file it is comes before its size: another log may be as long.
      if (known !== undefined && (known.identity !== now.identity || known.end > now.size)) return false
      if (known?.end === now.size) continue
      this.#files.read(path, (reader) => {
        for (const placed of reader.forward(known?.end)) {
          if (!isMessages(placed)) continue
          const { start } = placed
          for (const { seq, role, createdAt, content } of messagesOf(placed.record, '')) {
            this.#index.add({ path, start, seq, role, createdAt }, textOf({ content }))
          }
        }
        this.#covered.set(path, { identity: now.identity, end: reader.end })
      })
    }
    return left.size === 0
  }

  #messageAt({ path, start, seq }: Entry, sessionId: string) {
    return this.#files.read(path, (reader) => {
      const placed = reader.at(start)
      if (placed === undefined || !isMessages(placed)) return undefined
      return messagesOf(placed.record, sessionId).find((message) => message.seq === seq)
    })
  }
}
