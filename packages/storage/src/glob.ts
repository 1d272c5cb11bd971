/**
 * Whether a text matches a glob of `*` (any run) and `?` (one character).
 *
 * By hand, as a translation into a regular expression takes exponential time for globs such as `*a*a*a*a*b`.
 */
export function matchesGlob(text: string, glob: string): boolean {
  const characters = [...text]
  const pattern = [...glob]
  let at = 0
  let inPattern = 0
  let star = -1
  let starAt = 0
  while (at < characters.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++
      starAt = at
    } else if (inPattern < pattern.length && (pattern[inPattern] === '?' || pattern[inPattern] === characters[at])) {
      inPattern++
      at++
    } else if (star >= 0) {
      // Let the last star take one character more.
      inPattern = star + 1
      at = ++starAt
    } else {
      return false
    }
  }
  return pattern.slice(inPattern).every((one) => one === '*')
}
