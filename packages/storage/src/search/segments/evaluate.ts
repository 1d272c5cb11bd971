import type { Phrase, Query } from '../query.js'
import { keyOf } from '../query.js'
import { ended, type IndexPart, type Postings, pairKey, sourceKey, wordKey } from './index-part.js'
import { keysWith, unionOf } from './union.js'

/** Texts that a query finds, by number, ascending. */
interface Matcher {
  readonly document: number
  /** Go to the first that is not before `to`. */
  advance(to: number): number
}

/** What a query finds in one part of an index, and how often its phrases occur there. */
export class Evaluation {
  readonly #matcher: Matcher
  readonly #phrases = new Map<string, PhraseMatcher>()

  /** @param sources where texts must be from; anywhere when absent */
  constructor(part: IndexPart, query: Query, sources?: readonly number[]) {
    const matcher = this.#matcherOf(part, query, true)
    const from = sources && (unionOf(part, sources.map(sourceKey)) ?? new AnyMatcher([]))
    this.#matcher = from === undefined ? matcher : new AllMatcher([from, matcher], [])
  }

  /** The first text from a number on; `ended` when there is none. */
  advance(to: number): number {
    return this.#matcher.advance(to)
  }

  /** How often each phrase occurs in the text just found. */
  frequencies(phrases: readonly Phrase[]): number[] {
    const { document } = this.#matcher
    return phrases.map((phrase) => {
      const matcher = this.#phrases.get(keyOf(phrase))
      return matcher?.advance(document) === document ? matcher.frequency : 0
    })
  }

  #matcherOf(part: IndexPart, query: Query, isWanted: boolean): Matcher {
    switch (query.kind) {
      case 'phrase': {
        const matcher = new PhraseMatcher(part, query)
        if (isWanted) this.#phrases.set(keyOf(query), matcher)
        return matcher
      }
      case 'all':
        return new AllMatcher(
          query.of.map((one) => this.#matcherOf(part, one, isWanted)),
          query.none.map((one) => this.#matcherOf(part, one, false)),
        )
      case 'any':
        return new AnyMatcher(query.of.map((one) => this.#matcherOf(part, one, isWanted)))
    }
  }
}

/** All of some, none of others. */
class AllMatcher implements Matcher {
  document = -1
  readonly #of: readonly Matcher[]
  readonly #none: readonly Matcher[]

  constructor(of: readonly Matcher[], none: readonly Matcher[]) {
    this.#of = of
    this.#none = none
  }

  advance(to: number): number {
    if (this.document >= to) return this.document
    let candidate = meet(this.#of, to)
    while (candidate !== ended && this.#none.some((one) => one.advance(candidate) === candidate)) {
      candidate = meet(this.#of, candidate + 1)
    }
    this.document = candidate
    return candidate
  }
}

/** At least one of several. */
class AnyMatcher implements Matcher {
  document = -1
  readonly #of: readonly Matcher[]

  constructor(of: readonly Matcher[]) {
    this.#of = of
  }

  advance(to: number): number {
    if (this.document < to) this.document = Math.min(ended, ...this.#of.map((one) => one.advance(to)))
    return this.document
  }
}

/** Tokens in a row. */
class PhraseMatcher implements Matcher {
  document = -1
  /** How often the phrase occurs in `document`. */
  frequency = 0
  readonly #tokens: readonly Postings[]
  /** Rarest first, so that most texts are passed by unseen. */
  readonly #all: readonly Postings[]

  constructor(part: IndexPart, { tokens, pairs, isPrefix }: Phrase) {
    const whole = isPrefix ? tokens.slice(0, -1) : tokens
    const lists = whole.map((token) => part.postings(wordKey(token)))
    if (isPrefix) lists.push(unionOf(part, keysWith(part, wordKey(tokens.at(-1) ?? ''))))
    const narrowing = pairs.map((pair) => part.postings(pairKey(pair)))
    const isThere = [...lists, ...narrowing].every((list) => list !== undefined)
    this.#tokens = isThere ? lists.filter((list) => list !== undefined) : []
    this.#all = [...this.#tokens, ...(isThere ? narrowing.filter((list) => list !== undefined) : [])].sort(
      (a, z) => a.count - z.count,
    )
  }

  advance(to: number): number {
    if (this.document >= to) return this.document
    let candidate = to
    do {
      candidate = meet(this.#all, candidate)
      this.frequency = candidate === ended ? 0 : this.#occurrences()
    } while (candidate !== ended && this.frequency === 0 && ++candidate)
    this.document = candidate
    return candidate
  }

  #occurrences(): number {
    const [first, ...others] = this.#tokens
    if (first === undefined || others.length === 0) return first?.frequency ?? 0
    const places = others.map((postings) => new Set(postings.positions()))
    return first.positions().filter((start) => places.every((set, index) => set.has(start + index + 1))).length
  }
}

/** The first document from `to` on at which all meet. */
function meet(matchers: readonly Matcher[], to: number): number {
  if (matchers.length === 0) return ended
  let candidate = to
  for (let agreed = 0; agreed < matchers.length; ) {
    agreed = 0
    for (const matcher of matchers) {
      const document = matcher.advance(candidate)
      if (document === ended) return ended
      if (document > candidate) {
        candidate = document
        break
      }
      agreed += 1
    }
  }
  return candidate
}
