import { createHash } from 'node:crypto'
import type { Phrase } from '../../search/query.js'
import { bigrams, tokenize } from '../../search/tokenize.js'

/** A text as the search table keeps it. */
export interface IndexedText {
  /** Different tokens, as the text form of a tsvector; null when it takes no more. */
  readonly lexemes: string | null
  readonly words: string
  /** In words. */
  readonly length: number
}

/** PostgreSQL's own limits are 1,048,575 bytes for all and 2,046 for one. */
const mostBytes = 1_000_000
const longestLexeme = 1_000

export function indexedText(text: string): IndexedText {
  const tokens = tokenize(text)
  const words = tokens.map((token) => token.text)
  const pairs = bigrams(tokens)
  const lexemes = new Set([...words.flatMap(lexemesOf), ...pairs.map(pairLexeme)])
  const bytes = [...lexemes].reduce((sum, lexeme) => sum + Buffer.byteLength(lexeme), 0)
  return {
    lexemes: bytes > mostBytes ? null : [...lexemes].map(quote).join(' '),
    words: marked(words),
    length: words.length,
  }
}

/** What a tsquery asks for: all tokens of a phrase, in any order. */
export function queryOf({ tokens, pairs, isPrefix }: Phrase): string {
  const whole = new Set(isPrefix ? tokens.slice(0, -1) : tokens)
  const asked = [...whole].map((token) => quote(wordLexeme(token)))
  if (isPrefix) {
    const start = startOf(tokens.at(-1) ?? '')
    asked.push(`(${quote(`w${start}`)}:* | ${quote(`t${start}`)}:*)`)
  }
  return [...asked, ...pairs.map((pair) => quote(pairLexeme(pair)))].join(' & ')
}

/** A phrase as it stands in `words`; the end of a prefix is left open. No token holds these marks. */
export const needleOf = ({ tokens, isPrefix }: Phrase): string =>
  isPrefix ? marked(tokens).slice(0, -1) : marked(tokens)

/** Whether the lexemes alone say that a phrase occurs. */
export const isOneLexeme = ({ tokens, isPrefix }: Phrase): boolean =>
  tokens.length === 1 && !(isPrefix && isLong(tokens[0] ?? ''))

const marked = (tokens: readonly string[]): string => tokens.map((token) => `<${token}>`).join('')

/** The letter keeps words, pairs and the beginnings of very long words apart. */
const lexemesOf = (word: string): readonly string[] =>
  isLong(word) ? [wordLexeme(word), `t${startOf(word)}`] : [wordLexeme(word)]

/** A very long word is known by its hash. */
const wordLexeme = (word: string): string =>
  isLong(word) ? `w#${createHash('sha256').update(word).digest('hex')}` : `w${word}`

/** Characters with many marks make long pairs. */
const pairLexeme = (pair: string): string =>
  isLong(pair) ? `p#${createHash('sha256').update(pair).digest('hex')}` : `p${pair}`

const isLong = (token: string): boolean => Buffer.byteLength(token) > longestLexeme

/** As much of a word as a lexeme takes, whole characters only. */
const startOf = (token: string): string =>
  Buffer.from(token)
    .subarray(0, longestLexeme)
    .toString()
    .replace(/\ufffd+$/, '')

/** Tokens are letters, digits and marks only. */
const quote = (lexeme: string): string => `'${lexeme}'`
