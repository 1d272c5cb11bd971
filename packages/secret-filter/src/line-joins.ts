const joiners = new Set(['\\', '=', ':', '(', '|', '>', '-'].map((character) => character.charCodeAt(0)))
/** A line of a netrc file, or the name in a list of names and values. */
const firstHalf = /^[\s+>-]{0,40}(?:(?:machine|login|account|default)\b|["']?(?:name|key)["']?\s{0,4}[:=])/i

/** Whether a line may give the next one its meaning: a name whose value stands below it. */
export function joinsNextLine(text: string, start: number, end: number): boolean {
  let last = end - 1
  while (last >= start && isBlank(text.charCodeAt(last))) last--
  if (last < start) return false
  if (joiners.has(text.charCodeAt(last))) return true
  let first = start
  while (first < last && !isLetter(text.charCodeAt(first)) && first - start < 40) first++
  // m, l, a, d, n, k: the letters that such a line begins with.
  return 'mladnkMLADNK'.includes(text.charAt(first)) && firstHalf.test(text.slice(start, Math.min(end, start + 120)))
}

/** Start of the line that holds this place, or of the lines above that it is joined to: three at most. */
export function joinedLinesStart(text: string, at: number): number {
  let start = lineStart(text, at)
  for (let lines = 0; lines < 3 && start > 0; lines++) {
    const above = lineStart(text, start - 1)
    if (!joinsNextLine(text, above, start - 1)) break
    start = above
  }
  return start
}

/** Further back than this a line is taken to begin, as lines that long hold no settings. */
const longestLine = 4096

function lineStart(text: string, at: number): number {
  if (at === 0) return 0
  const from = Math.max(0, at - longestLine)
  const feed = text.slice(from, at).lastIndexOf('\n')
  if (feed !== -1) return from + feed + 1
  return from === 0 ? 0 : at
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
