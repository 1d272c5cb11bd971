import type { MemoryHit, MemoryRecord } from './memory.js'

/** A memory that holds at least one of the question's words. */
export interface Candidate {
  readonly memory: MemoryRecord
  /** As FTS5 gives it: below 0, lower is better. */
  readonly bm25: number
  readonly matchedTerms: number
}

/**
 * How much each signal can add; together 1.
 *
 * - `coverage`: the share of the question's words that occur. Means the same in every search, so a threshold can be
 *   set on relevance.
 * - `lexical`: BM25 against the best of this search: rare words and short memories first. It counts only as far as the
 *   words are covered, because BM25 alone gives the best of a bad lot full marks.
 * - `recency`: 1 now, half after 30 days. It breaks ties; it never beats a better match.
 */
export const weights = { coverage: 0.6, lexical: 0.3, recency: 0.1 } as const

const halfLifeMs = 30 * 24 * 60 * 60 * 1000

/** 1 for now and, since clocks jump, for the future; halved every 30 days. */
export function recency(createdAt: string, now: number): number {
  const age = Math.max(0, now - Date.parse(createdAt))
  return 0.5 ** (age / halfLifeMs)
}

/** Best first, every signal shown. */
export function rank(candidates: readonly Candidate[], terms: number, now: number): readonly MemoryHit[] {
  const best = Math.min(...candidates.map(({ bm25 }) => bm25))
  return candidates
    .map(({ memory, bm25, matchedTerms }) => {
      const covered = matchedTerms / terms
      return explain(memory, {
        coverage: weights.coverage * covered,
        lexical: weights.lexical * covered * (best < 0 ? bm25 / best : 1),
        recency: weights.recency * recency(memory.createdAt, now),
      })
    })
    .sort((a, b) => b.relevance - a.relevance || b.memory.createdAt.localeCompare(a.memory.createdAt))
}

/** For a question without a word to look up ("what did I say last time?"): the latest, and only recency speaks. */
export const rankByRecency = (memories: readonly MemoryRecord[], now: number): readonly MemoryHit[] =>
  memories.map((memory) => explain(memory, { recency: weights.recency * recency(memory.createdAt, now) }))

function explain(memory: MemoryRecord, signals: Readonly<Record<string, number>>): MemoryHit {
  const relevance = Object.values(signals).reduce((sum, value) => sum + value, 0)
  return { memory, relevance: Math.min(1, relevance), signals }
}
