import { occurrencesOf } from './occurrences.js'
import { parseQuery } from './parse-query.js'
import { phrasesOf, type Query } from './query.js'
import { countedWords, type Measured, scorer } from './ranking.js'
import { wordsOf } from './tokenize.js'
import { windowSize } from './window.js'

export interface RankedText {
  /** Which of the texts. */
  readonly index: number
  /** Higher is better; comparable within one search only. */
  readonly score: number
}

/**
 * Search texts that are in no store: each is looked at once, and no index is made. A query has the hits and the scores that
 * it has among the messages of a store.
 *
 * @param texts newest first: of equals the earlier one comes first, and of very many matches only the newest are ranked
 * @returns best first
 * @throws UserError `storage/invalid-query`
 */
export function rankTexts(texts: readonly string[], query: string, limit: number): readonly RankedText[] {
  const asked = parseQuery(query)
  if (asked === undefined) return []
  const phrases = phrasesOf(asked)
  const containing = new Map(countedWords(phrases).map((word) => [word, 0]))
  const found: (Measured & { readonly index: number })[] = []
  let total = 0
  for (const [index, text] of texts.entries()) {
    const words = wordsOf(text)
    total += words.length
    for (const [word, count] of containing) if (words.includes(word)) containing.set(word, count + 1)
    if (found.length === windowSize || !matches(asked, words)) continue
    const frequencies = phrases.map((phrase) => occurrencesOf(phrase, words).length)
    found.push({ index, length: words.length, frequencies })
  }
  const score = scorer(phrases, { documents: texts.length, words: total, containing })
  return found
    .map((one) => ({ index: one.index, score: score(one) }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, limit)
}

function matches(query: Query, words: readonly string[]): boolean {
  if (query.kind === 'phrase') return occurrencesOf(query, words).length > 0
  if (query.kind === 'any') return query.of.some((one) => matches(one, words))
  return query.of.every((one) => matches(one, words)) && !query.none.some((one) => matches(one, words))
}
