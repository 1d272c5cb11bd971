import { type Message, textOf } from '@engawa/core'
import type { MatchQuery } from '../../backend.js'
import { OneAtATime } from '../../search/one-at-a-time.js'
import { type Sources, searchParts } from '../../search/search-parts.js'
import { SegmentedIndex } from '../../search/segmented-index.js'
import type { RankedPage } from '../../search/window.js'
import type { Conversation } from './memory-backend.js'

interface Place {
  readonly sessionId: string
  readonly seq: number
}

/** Full-text search over conversations in memory. Appends know nothing of it: each search takes in what is new. */
export class MemorySearch {
  readonly #index = new SegmentedIndex()
  readonly #turns = new OneAtATime()
  readonly #ids: string[] = []
  /** By session id: its number, and how many of its messages are indexed. */
  readonly #covered = new Map<string, { readonly source: number; count: number }>()

  async search(conversations: ReadonlyMap<string, Conversation>, query: MatchQuery): Promise<RankedPage<Place>> {
    await this.#turns.run(() => this.#catchUp(conversations))
    const sources: Sources = {
      session: (source) => conversations.get(this.#ids[source] ?? '')?.session,
      numberOf: (id) => this.#covered.get(id)?.source,
    }
    const { best, ...rest } = searchParts(this.#index.parts, sources, query)
    const places = best.map(({ ref, score }) => {
      return { ref: { sessionId: this.#ids[ref.source] ?? '', seq: ref.seq }, score }
    })
    return { best: places, ...rest }
  }

  async #catchUp(conversations: ReadonlyMap<string, Conversation>): Promise<void> {
    for (const [id, { messages }] of conversations) {
      const covered = this.#covered.get(id) ?? { source: this.#ids.push(id) - 1, count: 0 }
      this.#covered.set(id, covered)
      while (covered.count < messages.length) {
        const message = JSON.parse(messages[covered.count] ?? '') as Message
        const { seq, role, createdAt } = message
        covered.count += 1
        const entry = { source: covered.source, place: seq, seq, role, at: Date.parse(createdAt) }
        await this.#index.add(entry, textOf(message))
      }
    }
  }
}
