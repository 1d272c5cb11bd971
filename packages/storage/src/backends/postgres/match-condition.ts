import type { Phrase, Query } from '../../search/query.js'
import { isOneLexeme, needleOf, queryOf } from './lexemes.js'
import type { Values } from './values.js'

/**
 * Whether a row `i` of the search table has what a query asks for. The GIN index finds candidates by their lexemes; the
 * marked words say whether a phrase is there as it stands. A text too large for lexemes is looked through.
 */
export function matchCondition(query: Query, values: Values): string {
  const each = (queries: readonly Query[]) => queries.map((one) => matchCondition(one, values))
  switch (query.kind) {
    case 'phrase':
      return phraseCondition(query, values)
    case 'any':
      return `(${each(query.of).join(' OR ')})`
    case 'all':
      return `(${[...each(query.of), ...each(query.none).map((one) => `${one} IS NOT TRUE`)].join(' AND ')})`
  }
}

function phraseCondition(phrase: Phrase, values: Values): string {
  const lexemes = `i.lexemes @@ ${values.add(queryOf(phrase), 'tsquery')}`
  const looked = `strpos(i.words, ${values.add(needleOf(phrase), 'text')}) > 0`
  return isOneLexeme(phrase)
    ? `(${lexemes} OR (i.lexemes IS NULL AND ${looked}))`
    : `((${lexemes} OR i.lexemes IS NULL) AND ${looked})`
}
