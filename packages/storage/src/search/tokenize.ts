/** Changes with every change of what `tokenize` answers: what was indexed before is then indexed anew. */
export const tokenizerVersion = 1

/** A word of a text in the form in which it is compared, and where it stands: UTF-16 offsets, end exclusive. */
export interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Joined to the token before it: the next character of one run of Chinese, Japanese or Korean. */
  readonly joined: boolean
}

const cjk = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}'
/** Letters, digits and the marks on them; all else, underscore included, stands between words. */
const runs = /[\p{L}\p{N}\p{M}]+/gu
/** A run of one kind of writing: a CJK character with its marks, or a stretch of the others. */
const pieces = new RegExp(`[${cjk}][\\p{M}\\uff9e\\uff9f]*|[^${cjk}]+`, 'gu')
/** `getUserName` → get, User, Name; `HTTPServer` → HTTP, Server; `SHA256` stays whole. */
const humps = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}*[^\p{Lu}]+|\p{Lu}+/gu

/** All of that for a text of nothing but ASCII, many times as fast. */
const asciiHumps = /[A-Z]+(?=[A-Z][a-z])|[A-Z]*[a-z0-9]+|[A-Z]+/g
const isAscii = /^[\x00-\x7f]*$/

const isCjk = new RegExp(`^[${cjk}]`, 'u')

/**
 * Split a text into tokens: the same on every backend, so that the same query has the same hits.
 *
 * Words are split where case or `_` says so. Chinese, Japanese and Korean, which do not space their words as others
 * do, become single characters; `bigrams` joins those that stand together.
 */
export function tokenize(text: string): Token[] {
  return isAscii.test(text) ? tokenizeAscii(text) : tokenizeUnicode(text)
}

/** The words of a text alone, for those who count them. */
export const wordsOf = (text: string): string[] =>
  isAscii.test(text)
    ? (text.match(asciiHumps) ?? []).map((word) => word.toLowerCase())
    : tokenizeUnicode(text).map((token) => token.text)

function tokenizeAscii(text: string): Token[] {
  const tokens: Token[] = []
  asciiHumps.lastIndex = 0
  for (let hump = asciiHumps.exec(text); hump !== null; hump = asciiHumps.exec(text)) {
    const [word] = hump
    tokens.push({ text: word.toLowerCase(), start: hump.index, end: hump.index + word.length, joined: false })
  }
  return tokens
}

function tokenizeUnicode(text: string): Token[] {
  const tokens: Token[] = []
  for (const run of text.matchAll(runs)) {
    let previousEnd = -1
    for (const piece of run[0].matchAll(pieces)) {
      const start = run.index + piece.index
      if (isCjk.test(piece[0])) {
        const end = start + piece[0].length
        const folded = fold(piece[0])
        if (folded !== '') tokens.push({ text: folded, start, end, joined: previousEnd === start })
        previousEnd = end
        continue
      }
      for (const hump of piece[0].matchAll(humps)) {
        const at = start + hump.index
        const folded = fold(hump[0])
        if (folded !== '') tokens.push({ text: folded, start: at, end: at + hump[0].length, joined: false })
      }
    }
  }
  return tokens
}

/** Pairs of CJK characters that stand together, overlapping: 東京都 → 東京, 京都. They narrow a search down fast. */
export function bigrams(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, index) => (token.joined ? [`${tokens[index - 1]?.text}${token.text}`] : []))
}

/**
 * The form in which words are compared: compatibility forms resolved, case folded, accents of alphabets dropped.
 * Japanese voicing marks stay, as が and か are different letters.
 */
function fold(word: string): string {
  if (/^[a-z0-9]+$/.test(word)) return word
  return (
    word
      .normalize('NFKC')
      // By way of upper case, so that ß equals ss and ς equals σ.
      .toUpperCase()
      .toLowerCase()
      .replaceAll('ς', 'σ')
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      // ½ unfolds to 1⁄2: what is no letter in the folded form would end the word elsewhere.
      .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
  )
}
