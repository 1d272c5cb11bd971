import { isRandom } from '../context/randomness.js'
import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'
import { isAlphanumeric } from './token-boundary.js'

export const prefixedKeyRule = 'prefixed-key'

/** What issuers write between the name of their service and the random part, when they follow the custom. */
const telling =
  'live_ test_ prod_ sandbox_ _live- _test- -live- -test- sk_ _pat_ pat_ _oat_ _api_ _key_ _secret_ _token_ _sec_ _sa_ api_ tok_ _pk_ _whsec_ _access_ _refresh_'.split(
    ' ',
  )
/** Longest name of a service before the mark, and the least that is random behind it. */
const longestPrefix = 32
const shortest = 20
const longest = 512

/**
 * Registers keys of services that no rule names, by the custom that most follow by now: a word, what kind of key it is,
 * and letters and digits that no word has: `acme_live_8fK2…`.
 */
export function registerPrefixedKeys(index: KeywordIndex<KeywordHandler>): void {
  for (const mark of telling) {
    index.add(mark, (scan, start, end) => {
      if (scan.isTaken(prefixedKeyRule, start)) return
      // The prefix first: a body is read to its end, so it must be taken then.
      const from = startOfPrefix(scan, start)
      const body = from === undefined ? undefined : bodyAt(scan.text, end)
      if (from !== undefined && body !== undefined) scan.report(prefixedKeyRule, from, body, ranks.address)
    })
  }
}

/** Where the random part ends that begins here, if it is one. */
function bodyAt(text: string, from: number): number | undefined {
  let end = from
  while (end < text.length && end - from < longest && isAlphanumeric(text.charCodeAt(end))) end++
  if (end - from < shortest) return undefined
  const body = text.slice(from, end)
  const digits = body.length - body.replace(/\d/g, '').length
  if (digits < (body.length < 28 ? 3 : 2) || digits === body.length || !isRandom(body)) return undefined
  while (end < text.length && (isAlphanumeric(text.charCodeAt(end)) || text[end] === '_' || text[end] === '-')) end++
  return end
}

/** Where the name of the service begins: letters and digits in small words. None when a path or a longer name leads here. */
function startOfPrefix({ text }: Scan, start: number): number | undefined {
  let from = start
  while (from > 0 && start - from < longestPrefix && isPrefixCode(text.charCodeAt(from - 1))) from--
  return start - from === longestPrefix ? undefined : from
}

function isPrefixCode(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45
}
