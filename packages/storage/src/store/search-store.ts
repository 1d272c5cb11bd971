import { roles, textOf } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { ChatStore, Page, SearchHit, SearchRequest } from '../chat-store.js'
import { checkAfter, checkLimit } from '../input/check-page.js'
import { checkQuery } from '../input/check-query.js'
import { checkArray, checkId, checkInteger, checkOneOf, checkTime } from '../input/check-values.js'
import { decodeCursor, encodeCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { highlight } from '../search/highlight.js'
import { parseQuery } from '../search/parse-query.js'

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
  const skip = cursor === undefined ? 0 : checkInteger(decodeCursor('search', cursor)[0], 'after', 0)
  const terms = parseQuery(checkQuery(request.query))
  const filters = checkFilters(request)
  if (terms.length === 0) return { items: [] }
  const matches = await backend.search({ ...filters, terms, skip, limit: limit + 1 })
  const items = matches
    .slice(0, limit)
    .map(({ message, score }) => ({ message, score, highlights: highlight(textOf(message), terms) }))
  return matches.length <= limit ? { items } : { items, nextCursor: encodeCursor('search', [skip + limit]) }
}

function checkFilters({ userId, sessionIds, roles: wanted, from, to }: SearchRequest) {
  return {
    ...(userId === undefined ? {} : { userId: checkId(userId, 'userId') }),
    ...(sessionIds === undefined
      ? {}
      : { sessionIds: checkArray(sessionIds, 'sessionIds').map((id, i) => checkId(id, `sessionIds[${i}]`)) }),
    ...(wanted === undefined
      ? {}
      : { roles: checkArray(wanted, 'roles').map((role, i) => checkOneOf(role, `roles[${i}]`, roles)) }),
    ...(from === undefined ? {} : { from: checkTime(from, 'from') }),
    ...(to === undefined ? {} : { to: checkTime(to, 'to') }),
  }
}
