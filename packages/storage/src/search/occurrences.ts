import type { Phrase } from './query.js'

/** Where among a text's words a phrase begins. "a a" begins twice in a a a. */
export function occurrencesOf({ tokens, isPrefix }: Phrase, words: readonly string[]): number[] {
  const [first = ''] = tokens
  const last = tokens.length - 1
  const found: number[] = []
  const isAt = (place: number, index: number): boolean => {
    const word = words[place + index]
    const token = tokens[index] ?? ''
    return isPrefix && index === last ? word?.startsWith(token) === true : word === token
  }
  if (isPrefix && last === 0) {
    for (const [place, word] of words.entries()) if (word.startsWith(first)) found.push(place)
    return found
  }
  for (let place = words.indexOf(first); place !== -1; place = words.indexOf(first, place + 1)) {
    if (tokens.every((_, index) => isAt(place, index))) found.push(place)
  }
  return found
}
