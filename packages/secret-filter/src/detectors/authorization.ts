import { isRandom } from '../context/randomness.js'
import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'

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
  index.add('cookie', (scan, start) => {
    cookieHeader.lastIndex = start
    const match = cookieHeader.exec(scan.text)
    if (match !== null) reportCookies(scan, start, start + match[0].length)
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

function reportCookies(scan: Scan, start: number, from: number): void {
  const line = scan.text.slice(from, Math.min(scan.lineEnd(start), from + 8192))
  for (const match of line.matchAll(/(?:^|[;&]) {0,4}[\w.$-]{1,80}=([^;\s"']{16,})/g)) {
    const value = match[1] ?? ''
    if (!isRandom(value)) continue
    const end = from + match.index + match[0].length
    scan.report('cookie', end - value.length, end, ranks.context, start)
  }
}
