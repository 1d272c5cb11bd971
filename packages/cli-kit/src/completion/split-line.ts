/**
 * The words of a command line as a shell would see them, for bash, which hands over the whole line because its own
 * words end at every colon. The last word is the one being typed; it may be empty.
 */
export function splitLine(line: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let quote: '"' | "'" | undefined
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? ''
    if (quote !== undefined) {
      if (character === quote) quote = undefined
      else if (character === '\\' && quote === '"') word = (word ?? '') + (line[++at] ?? '')
      else word = (word ?? '') + character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (character === '\\') word = (word ?? '') + (line[++at] ?? '')
    else if (character === ' ' || character === '\t' || character === '\n') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  return [...words, word ?? '']
}
