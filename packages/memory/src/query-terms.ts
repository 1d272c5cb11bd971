import { isolated, searchable } from './searchable.js'

/**
 * Words that say how something is asked, not what about. A question is matched word by word (OR), so leaving these in
 * would let "what did I say about" outvote "sister's birthday".
 */
const stopWords = new Set(
  `a about above after again all also am an and any anything are as ask asked at be because been before being below
  between both but by can could did do does doing don down during each ever for from further had has have having he
  hello her here hers hi him his how i if in into is it its just last let ll m me mean mention mentioned mine my no
  nor not now of ok okay on once only or other our ours out over please re recall recently remember remind s said
  say saying shall she should show so some something such t talk talked tell than thank thanks that the their theirs
  them then there these they this those through time to told too under until up us ve very was we were what when
  where which while who whom whose why will with would yesterday you your yours`.split(/\s+/),
)

/** Longest list of words that is looked up; what a person asks is shorter, what a program pastes is not. */
const maxTerms = 24

/** The words of a question that can tell one memory from another, lower case, each once, in order. */
export function queryTerms(query: string): readonly string[] {
  const words =
    query
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return [...new Set(words.flatMap(isolated).filter((word) => !stopWords.has(word)))].slice(0, maxTerms)
}

/** One word as an FTS5 string: inside quotes nothing has a meaning to the query language. */
export const ftsString = (term: string): string => `"${searchable(term).trim().replaceAll('"', '""')}"`

/** Any of the words. */
export const ftsAnyOf = (terms: readonly string[]): string => terms.map(ftsString).join(' OR ')
