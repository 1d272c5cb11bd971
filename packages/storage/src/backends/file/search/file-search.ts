import type { JsonObject, Message, Session } from '@engawa/core'
import type { Match, Matches, MatchQuery } from '../../../backend.js'
import { searchParts } from '../../../search/search-parts.js'
import type { IndexPart } from '../../../search/segments/index-part.js'
import type { Disk } from '../disk.js'
import { isMessages } from '../log-reader.js'
import { messagesOf } from '../record.js'
import type { SessionFiles } from '../session-files.js'
import type { CoveredLogs } from './covered-logs.js'
import { type IndexSizes, LogIndex } from './log-index.js'

/** Full-text search over the logs. The index says where a message stands; the message itself is read off its log. */
export class FileSearch {
  readonly #files: SessionFiles
  readonly #index: LogIndex

  constructor(disk: Disk, files: SessionFiles, directory: string, sizes?: IndexSizes) {
    this.#files = files
    this.#index = new LogIndex(disk, files, directory, sizes)
  }

  search(query: MatchQuery): Promise<Matches> {
    return this.#index.ask((parts, covered) => this.#search(parts, covered, query))
  }

  rebuild(): Promise<void> {
    return this.#index.rebuild()
  }

  forgetGone(): Promise<void> {
    return this.#index.forgetGone()
  }

  health(): JsonObject {
    return this.#index.health()
  }

  close(): Promise<void> {
    return this.#index.close()
  }

  #search(parts: readonly IndexPart[], covered: CoveredLogs, query: MatchQuery): Matches {
    // One search looks at the state of a session once, however many of its messages are found.
    const sessions = new Map<number, Session | undefined>()
    const session = (source: number): Session | undefined => {
      if (!sessions.has(source)) {
        const path = covered.path(source)
        sessions.set(source, path === undefined ? undefined : this.#files.session(path))
      }
      return sessions.get(source)
    }
    const numberOf = (id: string) => covered.numberOf(this.#files.pathOf(id))
    const { best, ...rest } = searchParts(parts, { session, numberOf }, query)
    // A record is read once, however many of its messages are found.
    const records = new Map<string, readonly Message[]>()
    const matches = best.flatMap(({ ref, score }): Match[] => {
      const path = covered.path(ref.source) ?? ''
      const key = `${ref.place} ${path}`
      const messages = records.get(key) ?? this.#messagesAt(path, ref.place, session(ref.source)?.id ?? '')
      records.set(key, messages)
      const message = messages.find(({ seq }) => seq === ref.seq)
      return message === undefined ? [] : [{ message, score }]
    })
    return { matches, ...rest }
  }

  #messagesAt(path: string, place: number, sessionId: string): readonly Message[] {
    const messages = this.#files.read(path, (reader) => {
      const placed = reader.at(place)
      return placed !== undefined && isMessages(placed) ? messagesOf(placed.record, sessionId) : []
    })
    return messages ?? []
  }
}
