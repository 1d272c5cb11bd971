import type { Match, MatchCursor, MatchPlace, MatchQuery } from '../backend.js'
import { compareMatches } from '../listing/order.js'
import { phrasesOf } from './query.js'
import { type Measured, type Statistics, scorer } from './ranking.js'

/**
 * So many matches are ranked against each other. Where a query has more, the newest come first, then the next so many:
 * a very common word costs no more than a rare one, and nothing has to be held in memory.
 */
export const windowSize = 500

/** A match before its message is read. */
export interface Found<Ref> extends Measured {
  /** Whatever leads its owner back to the message. */
  readonly ref: Ref
  readonly place: MatchPlace
  readonly message: Pick<Match['message'], 'createdAt' | 'sessionId' | 'seq'>
}

export interface RankedPage<Ref> {
  readonly best: readonly { readonly ref: Ref; readonly score: number }[]
  readonly next?: MatchCursor
}

/**
 * One page of a window.
 *
 * @param found newest first from where the window starts: `windowSize` and one more, if there are as many
 */
export function rankedPage<Ref>(
  found: readonly Found<Ref>[],
  statistics: Statistics,
  { query, after, limit }: Pick<MatchQuery, 'query' | 'after' | 'limit'>,
): RankedPage<Ref> {
  const score = scorer(phrasesOf(query), statistics)
  const window = found.slice(0, windowSize)
  const skip = after?.skip ?? 0
  const best = window
    .map((one) => ({ ref: one.ref, message: one.message, score: score(one) }))
    .sort(compareMatches)
    .slice(skip, skip + limit)
  const start = window[0]?.place
  const beyond = found[windowSize]?.place
  if (start !== undefined && skip + limit < window.length) return { best, next: { start, skip: skip + limit } }
  return beyond === undefined ? { best } : { best, next: { start: beyond, skip: 0 } }
}
