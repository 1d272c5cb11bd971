const joiners = new Set(['\\', '=', ':', '(', '|', '>', '-'].map((character) => character.charCodeAt(0)))
/** A line of a netrc file, or the name in a list of names and values. */
const firstHalf = /^[\s+>-]{0,40}(?:(?:machine|login|account|default)\b|variable\s|["']?(?:name|key)["']?\s{0,4}[:=])/i

/** Whether a line may give the next one its meaning: a name whose value stands below it. */
export function joinsNextLine(text: string, start: number, end: number): boolean {
  let last = end - 1
  while (last >= start && isBlank(text.charCodeAt(last))) last--
  if (last < start) return false
  if (joiners.has(text.charCodeAt(last))) return true
  let first = start
  while (first < last && !isLetter(text.charCodeAt(first)) && first - start < 40) first++
  // The letters that such a line begins with.
  if ('mladnkvMLADNKV'.includes(text.charAt(first)) && firstHalf.test(text.slice(start, Math.min(end, start + 120))))
    return true
  return endsInHeredoc(text, first, last)
}

/** `password = <<EOT`: what it says stands below. */
function endsInHeredoc(text: string, start: number, last: number): boolean {
  const from = Math.max(start, last - 26)
  const mark = text.slice(from, last + 1).lastIndexOf('<<')
  return mark !== -1 && /^<<[-~]?["']?\w{1,20}["']?$/.test(text.slice(from + mark, last + 1))
}

/** Start of the lines above that the line which begins here is joined to: three at most. Its own start without any. */
export function joinedLinesStart(text: string, lineStart: number): number {
  let start = lineStart
  for (let lines = 0; lines < 3 && start > 0; lines++) {
    const above = startOfLine(text, start - 1)
    if (above === undefined || !joinsNextLine(text, above, start - 1)) break
    start = above
  }
  return start
}

/** Lines longer than this hold no settings. */
export const longestLine = 4096

/** Start of the line that ends here, unless it is too long. */
function startOfLine(text: string, end: number): number | undefined {
  const from = Math.max(0, end - longestLine)
  const feed = text.slice(from, end).lastIndexOf('\n')
  if (feed !== -1) return from + feed + 1
  return from === 0 ? 0 : undefined
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
