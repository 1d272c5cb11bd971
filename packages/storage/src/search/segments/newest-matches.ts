import type { Phrase, Query } from '../query.js'
import { Evaluation } from './evaluate.js'
import { type Entry, ended, type IndexPart, wordKey } from './index-part.js'

/** A text that a query finds. */
export interface Matched {
  readonly entry: Entry
  readonly frequencies: readonly number[]
}

export interface NewestQuery {
  readonly query: Query
  readonly phrases: readonly Phrase[]
  /** Milliseconds; texts before `from` and behind `to` need not be looked at. */
  readonly from: number
  readonly to: number
  /** Texts from elsewhere need not be looked at; all do when absent. */
  readonly sources?: readonly number[]
  readonly isWanted: (entry: Entry) => boolean
  readonly compare: (a: Entry, z: Entry) => number
  readonly limit: number
}

/** The newest texts of all parts that a query finds, newest first. Looks at little more than it returns. */
export function newestMatches(parts: readonly IndexPart[], query: NewestQuery): readonly Matched[] {
  let found: Matched[] = []
  let oldest = query.from
  const trim = () => {
    found = found.sort((a, z) => query.compare(a.entry, z.entry)).slice(0, query.limit)
    if (found.length === query.limit) oldest = Math.max(oldest, found.at(-1)?.entry.at ?? oldest)
  }
  for (const part of parts.toSorted((a, z) => z.newest - a.newest)) {
    if (part.newest < oldest) continue
    const evaluation = new Evaluation(part, query.query, query.sources)
    const start = part.isNewestFirst ? firstUpTo(part, query.to) : 0
    for (let at = evaluation.advance(start); at !== ended; at = evaluation.advance(at + 1)) {
      const entry = part.entry(at)
      if (entry.at < oldest) {
        if (part.isNewestFirst) break
        continue
      }
      if (!query.isWanted(entry)) continue
      found.push({ entry, frequencies: evaluation.frequencies(query.phrases) })
      if (found.length >= query.limit * 2) trim()
    }
    trim()
  }
  return found
}

/** How many texts contain each word. */
export function containing(parts: readonly IndexPart[], words: readonly string[]): Map<string, number> {
  const count = (word: string) => parts.reduce((sum, part) => sum + (part.postings(wordKey(word))?.count ?? 0), 0)
  return new Map(words.map((word) => [word, count(word)]))
}

/** The first of a part's texts, newest first, that is not newer than `to`. */
function firstUpTo(part: IndexPart, to: number): number {
  let low = 0
  let high = part.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (part.entry(middle).at > to) low = middle + 1
    else high = middle
  }
  return low
}
