import { isRandom } from '../context/randomness.js'
import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'
import { NextMatch } from '../next-match.js'

const bearer = /(?:[ \t]{1,4}|%20|\+)([A-Za-z0-9._~+/=:-]{8,})/y
const basic = /[ \t]{1,4}([A-Za-z0-9+/_-]{6,8192}={0,2})/y
const header =
  /authorization\\{0,3}["']?[ \t]{0,4}(?:[:=,]|=>)[ \t]{0,4}\\{0,3}["'`]?(?:(?:[A-Za-z-]{2,20})[ \t]{1,4})?([A-Za-z0-9._~+/=:-]{8,})/iy
const cookieHeader = /cookie["']?[ \t]{0,4}:[ \t]{0,4}["']?/iy

/** Registers credentials in HTTP headers: `Authorization`, whatever its scheme, and cookies. */
export function registerAuthorization(index: KeywordIndex<KeywordHandler>): void {
  index.add('bearer', (scan, start, end) => {
    const token = capture(bearer, scan, end)
    if (token !== undefined && isCredential(token.text))
      scan.report('bearer-token', token.start, token.end, ranks.address, start)
  })
  index.add('basic', (scan, start, end) => {
    const token = capture(basic, scan, end)
    if (token !== undefined && holdsUserAndPassword(token.text)) {
      scan.report('basic-credentials', token.start, token.end, ranks.address, start)
    }
  })
  index.add('authorization', (scan, start) => {
    const token = capture(header, scan, start)
    if (token !== undefined && isCredential(token.text)) {
      scan.report('authorization', token.start, token.end, ranks.address, start)
    }
  })
  const cookieEnds = new WeakMap<Scan, NextMatch>()
  index.add('cookie', (scan, start) => {
    cookieHeader.lastIndex = start
    const match = cookieHeader.exec(scan.text)
    if (match === null) return
    const ends = cookieEnds.get(scan) ?? new NextMatch(scan.text, endOfCookie)
    cookieEnds.set(scan, ends)
    reportCookies(scan, ends, start, start + match[0].length)
  })
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

function capture(pattern: RegExp, { text }: Scan, at: number): Token | undefined {
  pattern.lastIndex = at
  const token = pattern.exec(text)?.[1]
  if (token === undefined) return undefined
  return { text: token, start: pattern.lastIndex - token.length, end: pattern.lastIndex }
}

function isCredential(token: string): boolean {
  if (/^[A-Za-z]+(?:[-_.][A-Za-z]+)*$/.test(token) && token.length < 40) return false
  // An address, or a name in code.
  if (/^[a-z]{2,12}:\/\//.test(token) || /^[A-Za-z_]\w{0,30}\.[A-Za-z_]\w{0,30}$/.test(token)) return false
  return isRandom(token) || (token.length >= 10 && /\d/.test(token) && /[A-Za-z]/.test(token)) || token.length >= 40
}

/** Base64 of `user:password`. */
export function holdsUserAndPassword(encoded: string): boolean {
  const text = Buffer.from(encoded.slice(0, 1024), 'base64').toString('latin1')
  return text.length >= 4 && text.includes(':') && /^[\x20-\x7e]+$/.test(text)
}

const firstCookie = /^ {0,4}[\w.$-]{1,80}=([^;\s"']{16,512})/
const nextCookie = /[;&] {0,4}[\w.$-]{1,80}=([^;\s"']{16,})/g
const longestCookie = 600
const endOfCookie = /[;\s"']/

/** Reads the cookies from a header to the end of its line. A header amid these has only its first cookie left to read. */
function reportCookies(scan: Scan, ends: NextMatch, header: number, from: number): void {
  const lineEnd = scan.lineEnd(header)
  const first = firstCookie.exec(scan.text.slice(from, Math.min(lineEnd, from + longestCookie)))
  let next = from
  if (first !== null) {
    const judgedEnd = from + first[0].length
    next = ends.from(judgedEnd)?.start ?? lineEnd
    reportCookie(scan, header, first[1] ?? '', judgedEnd, next)
  }
  if (scan.isTaken('cookies', from)) return
  scan.take('cookies', lineEnd)
  for (const match of scan.text.slice(next, lineEnd).matchAll(nextCookie)) {
    const end = next + match.index + match[0].length
    reportCookie(scan, header, match[1] ?? '', end, end)
  }
}

/** Reports a cookie by its judged value; the whole of it may end later. */
function reportCookie(scan: Scan, header: number, value: string, judgedEnd: number, end: number): void {
  if (isRandom(value)) scan.report('cookie', judgedEnd - value.length, end, ranks.context, header)
}
