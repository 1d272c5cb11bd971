import type { MatchQuery } from '../../backend.js'
import type { Query } from '../../search/query.js'

/** What is looked for and where, in the language of FTS5. Tokens are letters, digits and marks only: quoting is enough. */
export function matchExpression({ query, userId, sessionIds }: MatchQuery): string {
  const facets: string[] = []
  if (userId !== undefined) facets.push(`facets : "${userFacet(userId)}"`)
  if (sessionIds !== undefined && sessionIds.length > 0 && sessionIds.length <= mostFacets) {
    facets.push(`(${sessionIds.map((id) => `facets : "${sessionFacet(id)}"`).join(' OR ')})`)
  }
  return [...facets, expressionOf(query)].join(' AND ')
}

/** A longer list is left to the filters alone. */
const mostFacets = 100

/** The facets of a message: they lead to the messages of one session without passing by all others. */
export const facetsOf = (sessionId: string, userId: string): string => `${sessionFacet(sessionId)} ${userFacet(userId)}`

const sessionFacet = (id: string): string => `s${hash(id)}`
const userFacet = (id: string): string => `u${hash(id)}`

function expressionOf(query: Query): string {
  switch (query.kind) {
    case 'phrase': {
      const words = `words : "${query.tokens.join(' ')}"${query.isPrefix ? ' *' : ''}`
      const parts = [words, ...query.pairs.map((pair) => `pairs : "${pair}"`)]
      return parts.length === 1 ? words : `(${parts.join(' AND ')})`
    }
    case 'any':
      return `(${query.of.map(expressionOf).join(' OR ')})`
    case 'all': {
      const all = `(${query.of.map(expressionOf).join(' AND ')})`
      return query.none.length === 0 ? all : `(${all} NOT (${query.none.map(expressionOf).join(' OR ')}))`
    }
  }
}

/** Letters and digits for any string. Two that meet cost a little time: the filters look again. */
function hash(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (high >>> 0).toString(36) + (low >>> 0).toString(36)
}
