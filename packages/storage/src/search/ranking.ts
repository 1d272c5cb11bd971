import { inverseFrequency, roundScore, termScore } from './bm25.js'
import type { Phrase } from './query.js'

/** What is known of all texts together. */
export interface Statistics {
  readonly documents: number
  /** Words in all of them. */
  readonly words: number
  /** Texts that contain a word; counting may stop at `commonest`. */
  readonly containing: ReadonlyMap<string, number>
}

/** What is known of one text. */
export interface Measured {
  /** In words. */
  readonly length: number
  /** How often it contains each phrase, in their order. */
  readonly frequencies: readonly number[]
}

/** Words in more texts than this are all alike to the ranking: counting on would cost time and say little. */
export const commonest = 10_000

/** A beginning of a word stands for too many to say how rare it is. */
const prefixWeight = 1

/** The words whose rarity the ranking asks for. */
export function countedWords(phrases: readonly Phrase[]): readonly string[] {
  return [...new Set(phrases.flatMap(wholeWords))]
}

const wholeWords = ({ tokens, isPrefix }: Phrase): readonly string[] => (isPrefix ? tokens.slice(0, -1) : tokens)

/** @returns the score of a text by bm25: a phrase weighs what its words weigh together */
export function scorer(phrases: readonly Phrase[], { documents, words, containing }: Statistics) {
  const average = words / Math.max(documents, 1)
  const weights = phrases.map((phrase) => {
    const whole = wholeWords(phrase).map((word) => {
      return inverseFrequency(documents, Math.min(containing.get(word) ?? 0, commonest))
    })
    return whole.reduce((sum, weight) => sum + weight, phrase.isPrefix ? prefixWeight : 0)
  })
  return ({ length, frequencies }: Measured): number => {
    let score = 0
    for (const [index, weight] of weights.entries())
      score += termScore(weight, frequencies[index] ?? 0, length, average)
    return roundScore(score)
  }
}
