import type { Message } from '@engawa/core'
import type { MatchQuery } from '../../backend.js'
import { textIn } from '../../packing/packed-message.js'
import { OneAtATime } from '../../search/one-at-a-time.js'
import { type Sources, searchParts } from '../../search/search-parts.js'
import { SegmentedIndex } from '../../search/segmented-index.js'
import type { RankedPage } from '../../search/window.js'
import type { Conversation } from './memory-backend.js'

interface Place {
  readonly conversation: Conversation
  readonly seq: number
}

/** Full-text search over conversations in memory. Appends know nothing of it: each search takes in what is new. */
export class MemorySearch {
  readonly #conversations: ReadonlyMap<string, Conversation>
  readonly #index = new SegmentedIndex()
  readonly #turns = new OneAtATime()
  readonly #numbered: Conversation[] = []
  /** Its number, and how many of its messages are indexed. Not by id: another may have it by now. */
  readonly #covered = new Map<Conversation, { readonly source: number; count: number }>()

  constructor(conversations: ReadonlyMap<string, Conversation>) {
    this.#conversations = conversations
  }

  async search(query: MatchQuery): Promise<RankedPage<Place>> {
    await this.#turns.run(() => this.#catchUp())
    const sources: Sources = {
      session: (source) => this.#present(source)?.session,
      numberOf: (id) => {
        const conversation = this.#conversations.get(id)
        return conversation && this.#covered.get(conversation)?.source
      },
    }
    const { best, ...rest } = searchParts(this.#index.parts, sources, query)
    const places = best.flatMap(({ ref, score }) => {
      const conversation = this.#present(ref.source)
      return conversation === undefined ? [] : [{ ref: { conversation, seq: ref.seq }, score }]
    })
    return { best: places, ...rest }
  }

  /** Undefined when it was purged since it was indexed. */
  #present(source: number): Conversation | undefined {
    const conversation = this.#numbered[source]
    return conversation && this.#conversations.get(conversation.session.id) === conversation ? conversation : undefined
  }

  async #catchUp(): Promise<void> {
    for (const conversation of this.#conversations.values()) {
      const covered = this.#covered.get(conversation) ?? { source: this.#numbered.push(conversation) - 1, count: 0 }
      this.#covered.set(conversation, covered)
      while (covered.count < conversation.messages.length) {
        const message = JSON.parse(conversation.messages[covered.count] ?? '') as Message
        const { seq, role, createdAt } = message
        covered.count += 1
        const entry = { source: covered.source, place: seq, seq, role, at: Date.parse(createdAt) }
        await this.#index.add(entry, textIn(message))
      }
    }
  }
}
