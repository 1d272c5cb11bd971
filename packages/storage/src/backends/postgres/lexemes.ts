import { createHash } from 'node:crypto'
import type { SearchTerm } from '../../search/parse-query.js'
import { bigrams, tokenize } from '../../search/tokenize.js'

/** A text as the search table keeps it. */
export interface IndexedText {
  /** Different tokens, as the text form of a tsvector; null when it takes no more. */
  readonly lexemes: string | null
  readonly words: string
  readonly pairs: string
  readonly length: number
}

/** PostgreSQL's own limits are 1,048,575 bytes for all and 2,046 for one. */
const mostBytes = 1_000_000
const longestLexeme = 1_000

export function indexedText(text: string): IndexedText {
  const words = tokenize(text)
  const pairs = bigrams(words)
  const tokens = words.map((token) => token.text)
  const lexemes = [...new Set(tokens.map((token) => lexemeOf('words', token)))]
  for (const pair of new Set(pairs)) lexemes.push(lexemeOf('pairs', pair))
  const bytes = lexemes.reduce((sum, lexeme) => sum + Buffer.byteLength(lexeme), 0)
  return {
    lexemes: bytes > mostBytes ? null : lexemes.map(quote).join(' '),
    words: marked(tokens),
    pairs: marked(pairs),
    length: words.length + pairs.length,
  }
}

/** What a tsquery asks for: all tokens of a term, in any order. */
export const queryOf = ({ column, tokens }: SearchTerm): string =>
  [...new Set(tokens)].map((token) => quote(lexemeOf(column, token))).join(' & ')

/** Tokens as they stand in `words` and `pairs`. No token holds these marks. */
export const marked = (tokens: readonly string[]): string => tokens.map((token) => `<${token}>`).join('')

/** The letter keeps the columns apart; a very long token is known by its hash. */
function lexemeOf(column: SearchTerm['column'], token: string): string {
  if (Buffer.byteLength(token) <= longestLexeme) return `${column[0]}${token}`
  return `${column[0]}#${createHash('sha256').update(token).digest('hex')}`
}

/** Tokens are letters, digits and marks only. */
const quote = (lexeme: string): string => `'${lexeme}'`
