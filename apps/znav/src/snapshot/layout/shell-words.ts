/** Write words so that a shell reads exactly these, and a person sees what he typed. */
export function joinWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

/** Read what `joinWords` has written. Quotes that the secret filter has cut through end with the text. */
export function splitWords(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  for (const [part, quoted, escaped, blank] of line.matchAll(/'([^']*)(?:'|$)|\\([\s\S]?)|(\s+)|[^'\\\s]+/g)) {
    if (blank !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else {
      word = (word ?? '') + (quoted ?? escaped ?? part)
    }
  }
  return word === undefined ? words : [...words, word]
}
