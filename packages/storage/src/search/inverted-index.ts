import { inverseFrequency, roundScore, termScore } from './bm25.js'
import type { SearchTerm } from './parse-query.js'
import { bigrams, tokenize } from './tokenize.js'

/** Positions of a token by document number, ascending in both. */
type Postings = Map<number, number[]>

export interface Scored<Ref> {
  readonly ref: Ref
  readonly score: number
}

/** A full-text index in memory. `Ref` is whatever leads its owner back to a document. */
export class InvertedIndex<Ref> {
  readonly #documents: { readonly ref: Ref; readonly length: number }[] = []
  readonly #columns: Readonly<Record<SearchTerm['column'], Map<string, Postings>>> = {
    words: new Map(),
    pairs: new Map(),
  }
  #totalLength = 0

  add(ref: Ref, text: string): void {
    const tokens = tokenize(text)
    const pairs = bigrams(tokens)
    const number = this.#documents.length
    const length = tokens.length + pairs.length
    this.#documents.push({ ref, length })
    this.#totalLength += length
    for (const [position, token] of tokens.entries()) this.#post('words', token.text, number, position)
    for (const [position, pair] of pairs.entries()) this.#post('pairs', pair, number, position)
  }

  /** Documents with all terms. In no order: the owner knows what breaks a tie. */
  match(terms: readonly SearchTerm[]): Scored<Ref>[] {
    const found = terms.map((term) => this.#occurrences(term))
    const [rarest, ...others] = found.toSorted((a, z) => a.size - z.size)
    if (rarest === undefined) return []
    const averageLength = this.#totalLength / this.#documents.length
    const scored: Scored<Ref>[] = []
    for (const number of rarest.keys()) {
      const document = this.#documents[number]
      if (document === undefined || !others.every((term) => term.has(number))) continue
      let score = 0
      for (const term of found) {
        const idf = inverseFrequency(this.#documents.length, term.size)
        score += termScore(idf, term.get(number) ?? 0, document.length, averageLength)
      }
      scored.push({ ref: document.ref, score: roundScore(score) })
    }
    return scored
  }

  #post(column: SearchTerm['column'], token: string, document: number, position: number): void {
    const words = this.#columns[column]
    const postings = words.get(token) ?? new Map<number, number[]>()
    if (postings.size === 0) words.set(token, postings)
    const positions = postings.get(document)
    if (positions === undefined) postings.set(document, [position])
    else positions.push(position)
  }

  /** How often a term occurs, by document. */
  #occurrences({ column, tokens }: SearchTerm): Map<number, number> {
    const occurrences = new Map<number, number>()
    const [first, ...rest] = tokens.map((token) => this.#columns[column].get(token))
    if (first === undefined) return occurrences
    for (const [document, starts] of first) {
      const following = rest.map((postings) => new Set(postings?.get(document)))
      const count = starts.filter((start) => following.every((places, i) => places.has(start + i + 1))).length
      if (count > 0) occurrences.set(document, count)
    }
    return occurrences
  }
}
