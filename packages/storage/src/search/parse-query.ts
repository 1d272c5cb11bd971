import { bigrams, tokenize } from './tokenize.js'

/**
 * Something that must occur: tokens in a row, among a text's words or among its pairs of CJK characters.
 * One word can be several tokens: `getUserName`, 東京.
 */
export interface SearchTerm {
  readonly column: 'words' | 'pairs'
  readonly tokens: readonly string[]
}

/** `deploy "blue green"` → deploy; blue followed by green. A quotation mark that is never closed is just a mark. */
export function parseQuery(query: string): readonly SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const [, quoted, bare] of query.matchAll(/"([^"]*)"|((?:[^\s"]|"(?![^"]*"))+)/g)) {
    const tokens = tokenize(quoted ?? bare ?? '')
    if (tokens.length === 0) continue
    terms.push({ column: 'words', tokens: tokens.map(({ text }) => text) })
    for (const pair of bigrams(tokens)) terms.push({ column: 'pairs', tokens: [pair] })
  }
  return distinct(terms)
}

/** A word given twice counts once. */
function distinct(terms: readonly SearchTerm[]): readonly SearchTerm[] {
  const seen = new Map(terms.map((term) => [`${term.column} ${term.tokens.join(' ')}`, term]))
  return [...seen.values()]
}
