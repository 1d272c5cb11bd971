import { roles, textOf } from '@engawa/core'
import type { Backend, MatchCursor } from '../backend.js'
import type { ChatStore, Page, SearchHit, SearchRequest } from '../chat-store.js'
import { checkAfter, checkLimit } from '../input/check-page.js'
import { checkQuery } from '../input/check-query.js'
import { checkArray, checkId, checkOneOf, checkTime } from '../input/check-values.js'
import { decodeCursor, encodeCursor, foreignCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { highlight } from '../search/highlight.js'
import { parseQuery } from '../search/parse-query.js'
import { phrasesOf } from '../search/query.js'

export function searchStore(backend: () => Backend): ChatStore['search'] {
  return (request) => new PagedListing((after) => searchPage(backend(), request, after), request.after)
}

async function searchPage(
  backend: Backend,
  request: SearchRequest,
  after: string | undefined,
): Promise<Page<SearchHit>> {
  const limit = checkLimit(request.limit)
  const cursor = checkAfter(after === undefined ? {} : { after })
  const query = parseQuery(checkQuery(request.query))
  const filters = checkFilters(request)
  const position = cursor === undefined ? {} : { after: positionIn(decodeCursor('search', cursor)) }
  if (query === undefined) return { items: [] }
  const phrases = phrasesOf(query)
  const { matches, next } = await backend.search({ ...filters, ...position, query, limit })
  const items = matches.map(({ message, score }): SearchHit => {
    return { message, score, highlights: highlight(textOf(message), phrases) }
  })
  return next === undefined ? { items } : { items, nextCursor: encodeCursor('search', [next.start, next.skip]) }
}

function positionIn([start, skip]: readonly unknown[]): MatchCursor {
  const isPlace = Array.isArray(start) && start.every((one) => typeof one === 'string' || typeof one === 'number')
  if (!isPlace || typeof skip !== 'number' || !Number.isSafeInteger(skip) || skip < 0) throw foreignCursor()
  return { start, skip }
}

function checkFilters({ userId, sessions, roles: wanted, from, to }: SearchRequest) {
  return {
    ...(userId === undefined ? {} : { userId: checkId(userId, 'userId') }),
    ...(sessions === undefined
      ? {}
      : { sessionIds: checkArray(sessions, 'sessions').map((id, i) => checkId(id, `sessions[${i}]`)) }),
    ...(wanted === undefined
      ? {}
      : { roles: checkArray(wanted, 'roles').map((role, i) => checkOneOf(role, `roles[${i}]`, roles)) }),
    ...(from === undefined ? {} : { from: checkTime(from, 'from') }),
    ...(to === undefined ? {} : { to: checkTime(to, 'to') }),
  }
}
