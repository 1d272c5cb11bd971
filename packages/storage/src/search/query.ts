/**
 * Tokens that must follow one another. One word can be several: `getUserName`, 東京.
 */
export interface Phrase {
  readonly kind: 'phrase'
  /** Never empty. */
  readonly tokens: readonly string[]
  /** Pairs of CJK characters that a text with these tokens has too. They narrow a search down fast. */
  readonly pairs: readonly string[]
  /** The last token is the beginning of one. */
  readonly isPrefix: boolean
}

/** All of `of`, which is never empty, and none of `none`. */
export interface All {
  readonly kind: 'all'
  readonly of: readonly Query[]
  readonly none: readonly Query[]
}

/** At least one; there are two or more. */
export interface Any {
  readonly kind: 'any'
  readonly of: readonly Query[]
}

/** What a query asks for. Every query has something that must occur. */
export type Query = Phrase | All | Any

/** The phrases that make a text a better match and are marked in it; those excluded are not among them. */
export function phrasesOf(query: Query): readonly Phrase[] {
  const distinct = new Map(wantedPhrases(query).map((phrase) => [keyOf(phrase), phrase]))
  return [...distinct.values()]
}

/** Tells phrases apart. */
export const keyOf = ({ tokens, isPrefix }: Phrase): string => tokens.join(' ') + (isPrefix ? '*' : '')

const wantedPhrases = (query: Query): readonly Phrase[] =>
  query.kind === 'phrase' ? [query] : query.of.flatMap(wantedPhrases)
