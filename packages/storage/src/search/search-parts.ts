import type { Session } from '@engawa/core'
import type { MatchPlace, MatchQuery } from '../backend.js'
import { foreignCursor } from '../listing/cursor.js'
import { compareText } from '../listing/order.js'
import { phrasesOf } from './query.js'
import { countedWords, type Statistics } from './ranking.js'
import type { Entry, IndexPart } from './segments/index-part.js'
import { containing, newestMatches } from './segments/newest-matches.js'
import { type RankedPage, rankedPage, windowSize } from './window.js'

/** Sessions as the owner of an index numbered them. */
export interface Sources {
  /** Undefined when it is no more. */
  session(source: number): Session | undefined
  numberOf(sessionId: string): number | undefined
}

/** Search the parts of an index: the same for all backends that keep one of ours. */
export function searchParts(parts: readonly IndexPart[], sources: Sources, query: MatchQuery): RankedPage<Entry> {
  const phrases = phrasesOf(query.query)
  const idOf = ({ source }: Entry) => sources.session(source)?.id ?? ''
  const start = query.after && placeIn(query.after.start)
  const compare = (a: Entry, z: Entry) => z.at - a.at || compareText(idOf(a), idOf(z)) || a.seq - z.seq
  const until = query.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(query.to)
  const found = newestMatches(parts, {
    query: query.query,
    phrases,
    from: query.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(query.from),
    to: Math.min(until, start?.at ?? until),
    limit: windowSize + 1,
    compare,
    ...(query.sessionIds === undefined
      ? {}
      : { sources: query.sessionIds.map((id) => sources.numberOf(id)).filter((number) => number !== undefined) }),
    isWanted: (entry) => {
      const session = sources.session(entry.source)
      return (
        session !== undefined &&
        session.deletedAt === undefined &&
        entry.at < until &&
        (query.userId === undefined || session.userId === query.userId) &&
        (query.roles === undefined || query.roles.includes(entry.role)) &&
        (start === undefined || !isBefore(entry, session.id, start))
      )
    },
  })
  return rankedPage(
    found.map(({ entry, frequencies }) => ({
      ref: entry,
      place: [entry.at, idOf(entry), entry.seq],
      message: { createdAt: new Date(entry.at).toISOString(), sessionId: idOf(entry), seq: entry.seq },
      length: entry.length,
      frequencies,
    })),
    statisticsOf(parts, countedWords(phrases)),
    query,
  )
}

/** What the ranking asks of all texts together. */
export function statisticsOf(parts: readonly IndexPart[], words: readonly string[]): Statistics {
  const sum = (count: (part: IndexPart) => number) => parts.reduce((total, part) => total + count(part), 0)
  return {
    documents: sum(({ count }) => count),
    words: sum((part) => part.words),
    containing: containing(parts, words),
  }
}

interface Place {
  readonly at: number
  readonly sessionId: string
  readonly seq: number
}

function placeIn([at, sessionId, seq]: MatchPlace): Place {
  if (typeof at !== 'number' || typeof sessionId !== 'string' || typeof seq !== 'number') throw foreignCursor()
  return { at, sessionId, seq }
}

const isBefore = (entry: Entry, sessionId: string, place: Place): boolean =>
  (place.at - entry.at || compareText(sessionId, place.sessionId) || entry.seq - place.seq) < 0
