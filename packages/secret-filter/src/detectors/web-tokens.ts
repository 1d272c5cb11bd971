import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'
import { NextMatch } from '../next-match.js'
import { tokenMayStart } from './token-boundary.js'

export const webTokenRule = 'json-web-token'
const pattern = /(eyJ[A-Za-z0-9_-]{8,4096}={0,2})\.[A-Za-z0-9_-]{4,}={0,2}(?:\.[A-Za-z0-9_-]*){0,3}/y

/** Ends a part of a token. */
const foreign = /[^A-Za-z0-9_-]/

/** Registers JSON Web Tokens, signed or encrypted: a header that decodes to JSON, then at least one more part. */
export function registerWebTokens(index: KeywordIndex<KeywordHandler>): void {
  const ends = new WeakMap<Scan, NextMatch>()
  index.add(
    'eyJ',
    (scan, start) => {
      if (scan.isTaken(webTokenRule, start) || !tokenMayStart(scan.text, start)) return
      // Beginnings of tokens in one long run share its end: without a dot there, none of them is one.
      const end = ends.get(scan) ?? new NextMatch(scan.text, foreign)
      ends.set(scan, end)
      const first = end.from(start)
      if (first === undefined || !'.='.includes(scan.text.charAt(first.start))) return
      pattern.lastIndex = start
      const match = pattern.exec(scan.text)
      if (match !== null && isHeader(match[1] ?? ''))
        scan.report(webTokenRule, start, start + match[0].length, ranks.token)
    },
    true,
  )
}

function isHeader(encoded: string): boolean {
  const header = Buffer.from(encoded, 'base64url').toString('latin1')
  return /^\{\s{0,9}"[\w#$.-]{1,40}"\s{0,9}:/.test(header)
}
