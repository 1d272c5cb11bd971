import type { Document } from '../entities/document.js'
import type { Phrase, Query } from '../search/query.js'
import { countedWords, scorer } from '../search/ranking.js'
import { statisticsOf } from '../search/search-parts.js'
import { SegmentedIndex } from '../search/segmented-index.js'
import { newestMatches } from '../search/segments/newest-matches.js'

/** A document as it was indexed. */
export interface IndexedDocument {
  readonly document: Document
  readonly text: string
  /** The whole record, as one that was purged and made anew may have the same version and the same time. */
  readonly record: string
}

/** An index over documents, in memory. What was indexed stays: whoever searches says what still counts. */
export class DocumentIndex {
  readonly #index = new SegmentedIndex()
  readonly #entries: IndexedDocument[] = []

  async add(entry: IndexedDocument): Promise<void> {
    const at = Date.parse(entry.document.updatedAt)
    const place = this.#entries.push(entry) - 1
    await this.#index.add({ source: 0, place, seq: 0, role: 'user', at }, entry.text)
  }

  /** All of them, in no order: how good a match is shows only beside the best. */
  match(query: Query, phrases: readonly Phrase[], isWanted: (entry: IndexedDocument) => boolean) {
    const { parts } = this.#index
    const score = scorer(phrases, statisticsOf(parts, countedWords(phrases)))
    const found = newestMatches(parts, {
      query,
      phrases,
      from: Number.NEGATIVE_INFINITY,
      to: Number.POSITIVE_INFINITY,
      limit: Number.POSITIVE_INFINITY,
      compare: () => 0,
      isWanted: ({ place }) => {
        const entry = this.#entries[place]
        return entry !== undefined && isWanted(entry)
      },
    })
    return found.flatMap(({ entry: { place, length }, frequencies }) => {
      const entry = this.#entries[place]
      return entry === undefined ? [] : [{ entry, score: score({ length, frequencies }) }]
    })
  }
}
