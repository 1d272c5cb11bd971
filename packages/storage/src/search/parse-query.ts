import { UserError } from '@engawa/core'
import type { Phrase, Query } from './query.js'
import { type Piece, readQuery } from './read-query.js'
import { bigrams, tokenize } from './tokenize.js'

/** More of either comes from a mistake or an attack. */
const deepest = 32
const mostPhrases = 100

/**
 * Read a query.
 *
 *     deploy staging          both words          "blue green"    in this order, next to each other
 *     deploy*                 how a word begins   a OR b          one of them; AND binds tighter
 *     deploy -draft           without the word    (a OR b) NOT c  the same in words
 *
 * Operators are in capitals. What holds no letter and no digit asks for nothing, and a quotation mark or parenthesis
 * without a partner is just a mark.
 *
 * @returns undefined when nothing is asked for
 * @throws UserError `storage/invalid-query` when an operator has nothing to work on, and when all is excluded
 */
export function parseQuery(text: string): Query | undefined {
  return new Parser(readQuery(text)).parse()
}

interface Operand {
  readonly query: Query | undefined
  readonly isExcluded: boolean
}

class Parser {
  readonly #pieces: readonly Piece[]
  #at = 0
  #depth = 0
  #phrases = 0

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  parse(): Query | undefined {
    return this.#pieces.length === 0 ? undefined : this.#any()
  }

  get #next(): Piece['kind'] | undefined {
    return this.#pieces[this.#at]?.kind
  }

  #any(): Query | undefined {
    const of: (Query | undefined)[] = [this.#all()]
    while (this.#next === 'or') {
      this.#at += 1
      of.push(this.#all())
    }
    return joined(of.filter((one) => one !== undefined))
  }

  #all(): Query | undefined {
    const operands = [this.#operand()]
    while (this.#next !== undefined && this.#next !== 'or' && this.#next !== 'close') {
      if (this.#next === 'and') this.#at += 1
      operands.push(this.#operand())
    }
    const given = operands.filter(({ query }) => query !== undefined)
    const of = given.flatMap(({ query, isExcluded }) => (query === undefined || isExcluded ? [] : [query]))
    const none = given.flatMap(({ query, isExcluded }) => (query !== undefined && isExcluded ? [query] : []))
    const [first] = of
    if (first === undefined) {
      if (none.length > 0) throw malformed('excludes words but asks for none', 'Add a word that has to occur.')
      return undefined
    }
    return of.length === 1 && none.length === 0 ? first : { kind: 'all', of, none }
  }

  #operand(): Operand {
    let isExcluded = false
    for (; this.#next === 'not'; this.#at += 1) isExcluded = !isExcluded
    const piece = this.#pieces[this.#at]
    if (piece?.kind === 'text') {
      this.#at += 1
      return { query: this.#phrase(piece.text, piece.isPrefix), isExcluded }
    }
    if (piece?.kind !== 'open') {
      throw malformed(
        'has AND, OR, NOT or parentheses around nothing',
        'Put a word, or the operator in quotation marks.',
      )
    }
    if (this.#depth >= deepest) throw malformed('is nested too deeply', `The most is ${deepest} parentheses.`)
    this.#depth += 1
    this.#at += 1
    const query = this.#any()
    this.#at += 1
    this.#depth -= 1
    return { query, isExcluded }
  }

  #phrase(text: string, isPrefix: boolean): Phrase | undefined {
    const tokens = tokenize(text)
    if (tokens.length === 0) return undefined
    this.#phrases += 1
    if (this.#phrases > mostPhrases) throw malformed('has too many words', `The most is ${mostPhrases}.`)
    return {
      kind: 'phrase',
      tokens: tokens.map((token) => token.text),
      pairs: [...new Set(bigrams(isPrefix ? tokens.slice(0, -1) : tokens))],
      isPrefix,
    }
  }
}

function joined(of: readonly Query[]): Query | undefined {
  return of.length > 1 ? { kind: 'any', of } : of[0]
}

const malformed = (problem: string, hint: string): UserError =>
  new UserError(`query ${problem}`, { code: 'storage/invalid-query', hint, details: { field: 'query' } })
