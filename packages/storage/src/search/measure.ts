import { occurrencesOf } from './occurrences.js'
import type { Phrase } from './query.js'
import type { Measured } from './ranking.js'
import { wordsOf } from './tokenize.js'

/** What the ranking asks of a text, read off the text itself. */
export function measure(text: string, phrases: readonly Phrase[]): Measured {
  const words = wordsOf(text)
  return { length: words.length, frequencies: phrases.map((phrase) => occurrencesOf(phrase, words).length) }
}
