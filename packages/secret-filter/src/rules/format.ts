/** Character classes that tokens are made of, written as the inside of a bracket. */
export const alphabets = {
  digit: '0-9',
  hex: '0-9a-f',
  hexAny: '0-9a-fA-F',
  lower: 'a-z',
  upper: 'A-Z',
  letter: 'A-Za-z',
  lowerDigit: 'a-z0-9',
  upperDigit: 'A-Z0-9',
  base32: 'A-Z2-7',
  bech32: '02-9AC-HJ-NP-Z',
  alnum: 'A-Za-z0-9',
  word: 'A-Za-z0-9_',
  url: 'A-Za-z0-9_\\-',
  dotted: 'A-Za-z0-9_.\\-',
  base64: 'A-Za-z0-9+/',
  base64Any: 'A-Za-z0-9+/=_\\-',
  basic: 'A-Za-z0-9+/=_.~\\-',
  bearer: 'A-Za-z0-9%',
  crypt: 'A-Za-z0-9./',
  hexDash: '0-9a-fA-F\\-',
  path: 'A-Za-z0-9/_\\-',
  mailPath: 'A-Za-z0-9/@_\\-',
  phc: 'A-Za-z0-9+/=$,.',
  printable: '!#-&(-~',
  slack: 'A-Za-z0-9%+/=\\-',
  digitHexSlash: '0-9a-f/:',
  upperHex: '0-9A-F',
  base58: '1-9A-HJ-NP-Za-km-z',
} as const

export type Alphabet = keyof typeof alphabets

/** So many characters of one alphabet. `max` is infinite only in the last part of a format. */
export interface Run {
  readonly alphabet: Alphabet
  readonly min: number
  readonly max: number
}

/** One of several fixed texts. */
export interface Choice {
  readonly anyOf: readonly string[]
}

/**
 * What a token looks like: fixed texts and runs of characters, in order. The pattern, the keyword and the examples in
 * tests are all made from this one description, so no example secret ever stands in a file.
 */
export type Format = readonly (string | Run | Choice)[]

/** Exactly `length` characters. */
export function run(alphabet: Alphabet, length: number): Run {
  return { alphabet, min: length, max: length }
}

/** From `min` to `max` characters. */
export function between(alphabet: Alphabet, min: number, max: number): Run {
  return { alphabet, min, max }
}

/** At least `min` characters; a longer token is taken whole. Only for the last part. */
export function atLeast(alphabet: Alphabet, min: number): Run {
  return { alphabet, min, max: Number.POSITIVE_INFINITY }
}

export function oneOf(...anyOf: readonly string[]): Choice {
  return { anyOf }
}

/** So much of an endless run is judged. What follows is taken with `tailOf` once the token is found to be one. */
const judged = 512

/** The pattern of what may follow the judged part of an endless token, or nothing. */
export function tailOf(format: Format): string | undefined {
  const last = format.at(-1)
  return last !== undefined && isEndless(last) ? `[${alphabets[last.alphabet]}]*` : undefined
}

/** The pattern of a format, as source. Repetitions stand side by side, never inside each other. */
export function patternOf(format: Format): string {
  let source = ''
  for (const [index, part] of format.entries()) {
    if (isEndless(part) && index < format.length - 1) throw new RangeError('Only the last part may be endless')
    if (typeof part === 'string') source += literal(part)
    else if ('anyOf' in part) source += `(?:${part.anyOf.map(literal).join('|')})`
    else source += `[${alphabets[part.alphabet]}]${repetition(part)}`
  }
  const last = format.at(-1)
  if (last === undefined || typeof last === 'string' || 'anyOf' in last) return source
  // A fixed length that goes on is something else: a longer hash, a piece of an image.
  return last.max === Number.POSITIVE_INFINITY ? source : `${source}(?![${alphabets[last.alphabet]}])`
}

/**
 * The pattern of a format that is searched for, rather than matched where its opening stands. A run that it begins with
 * must begin there: a search from each place inside a longer run would read that run again and again.
 */
export function searchPatternOf(format: Format): string {
  const first = format.slice(0, 2).find((part) => typeof part !== 'string' && 'alphabet' in part)
  const inside =
    first !== undefined && typeof first !== 'string' && 'alphabet' in first ? alphabets[first.alphabet] : ''
  return `(?:(?<![A-Za-z0-9${inside}])|${afterEscape})${patternOf(format)}`
}

/** Behind the end of an escape, whose last letter is no part of what follows. */
const afterEscape = '(?<=\\\\[nrt]|%[0-9A-F]{2})'

function isEndless(part: string | Run | Choice): part is Run {
  return typeof part !== 'string' && 'max' in part && part.max === Number.POSITIVE_INFINITY
}

function repetition({ min, max }: Run): string {
  if (min === max) return `{${min}}`
  return max === Number.POSITIVE_INFINITY ? `{${min},${min + judged}}` : `{${min},${max}}`
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
