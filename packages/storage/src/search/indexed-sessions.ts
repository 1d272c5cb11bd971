import type { Message, Session } from '@engawa/core'
import type { MatchQuery } from '../backend.js'
import { textIn } from '../packing/packed-message.js'
import { type Sources, searchParts } from './search-parts.js'
import { SegmentedIndex } from './segmented-index.js'
import type { RankedPage } from './window.js'

/** Where a message that was found stands: in a session, at the place that its owner gave. */
export interface FoundPlace {
  readonly sessionId: string
  readonly place: number
}

export interface Taking {
  /** Messages behind a `seq`, in their order. */
  readonly read: (after: number) => AsyncIterable<Message>
  /** What leads back to a message; its `seq` unless told. */
  readonly placeOf?: (message: Message) => number
}

/** An index in memory over sessions that are elsewhere: whoever searches tells first what is new. */
export class IndexedSessions {
  readonly #index = new SegmentedIndex()
  /** By the number that the index knows them by. */
  readonly #sessions: Session[] = []
  readonly #numbers = new Map<string, number>()
  /** Last `seq` indexed, by session id. */
  readonly #covered = new Map<string, number>()

  ids(): IterableIterator<string> {
    return this.#numbers.keys()
  }

  /** Whether a session that is indexed is no more, though perhaps another has its id: all is then to be indexed anew. */
  isOther(id: string, now: Session | undefined): boolean {
    const before = this.#sessions[this.#numbers.get(id) ?? -1]
    if (before === undefined) return false
    return before.createdAt !== now?.createdAt || before.messageCount > now.messageCount
  }

  /** Take a session as it is now, and index what was appended to it since. One at a time. */
  async take(session: Session, { read, placeOf = ({ seq }) => seq }: Taking): Promise<void> {
    const source = this.#numbers.get(session.id) ?? this.#numbers.size
    this.#numbers.set(session.id, source)
    this.#sessions[source] = session
    const after = this.#covered.get(session.id) ?? 0
    if (after >= session.messageCount) return
    for await (const message of read(after)) {
      const { seq, role, createdAt } = message
      this.#covered.set(session.id, seq)
      const entry = { source, place: placeOf(message), seq, role, at: Date.parse(createdAt) }
      await this.#index.add(entry, textIn(message))
    }
  }

  search(query: MatchQuery): RankedPage<FoundPlace> {
    const sources: Sources = {
      session: (source) => this.#sessions[source],
      numberOf: (id) => this.#numbers.get(id),
    }
    const { best, ...rest } = searchParts(this.#index.parts, sources, query)
    const places = best.map(({ ref: { source, place }, score }) => {
      return { ref: { sessionId: this.#sessions[source]?.id ?? '', place }, score }
    })
    return { best: places, ...rest }
  }
}
