import { isRandom } from '../context/randomness.js'
import { type KeywordHandler, ranks } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'

export const urlRule = 'url-password'
/** Longest user information that is looked at. */
const longest = 1024
const placeholder =
  /^(?:\$.*|%[sv]|%\{.*|\{.*|<.*|\[.*|\*+|x+|\.+|pass|password|passwd|pwd|pw|secret|token|your.*|guest|my[-_]?pass\w*|user(?:name)?|example)$/i

/** Registers the password in `scheme://user:password@host`, and a token that stands there alone. */
export function registerUrlCredentials(index: KeywordIndex<KeywordHandler>): void {
  index.add('://', (scan, start, end) => {
    const limit = Math.min(scan.lineEnd(end), end + longest)
    const at = lastAtSign(scan.text, end, limit)
    if (at === -1 || scan.isTaken(urlRule, end)) return
    const colon = scan.text.indexOf(':', end)
    const from = colon !== -1 && colon < at ? colon + 1 : end
    const secret = scan.text.slice(from, at)
    if (secret === '' || placeholder.test(secret)) return
    // Without a colon it is a name, unless it looks like nothing that a person is called.
    if (from === end && !(secret.length >= 20 && isRandom(secret))) return
    if (secret.length >= 3) scan.report(urlRule, from, at, ranks.address, start)
  })
}

/** The `@` that ends the user information: the last before the path, as passwords hold `@` too. */
function lastAtSign(text: string, from: number, limit: number): number {
  let at = -1
  for (let place = from; place < limit; place++) {
    const character = text.charAt(place)
    if (character === '@') at = place
    else if (' \t\r"\'`<>\\,'.includes(character)) break
    // A slash ends the host; before any `@` it may stand in a password.
    else if ('/?#'.includes(character) && (at !== -1 || !passwordGoesOn(text, from, place, limit))) break
  }
  return at
}

/** Whether what is before the slash has the form of a name and half a password, not of a host and its port. */
function passwordGoesOn(text: string, from: number, place: number, limit: number): boolean {
  const before = text.slice(from, place)
  const colon = before.indexOf(':')
  if (colon === -1 || /^\d{0,5}$/.test(before.slice(colon + 1)) || before.startsWith('[')) return false
  return /^[^\s"'`<>\\,:]{0,200}@[\w.-]{1,200}[:/]/.test(text.slice(place + 1, limit))
}
