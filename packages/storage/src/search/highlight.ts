import { occurrencesOf } from './occurrences.js'
import type { Phrase } from './query.js'
import { tokenize } from './tokenize.js'

/** Ranges of a text in which phrases occur, in order and without overlap. */
export function highlight(text: string, phrases: readonly Phrase[]): (readonly [start: number, end: number])[] {
  const tokens = tokenize(text)
  const words = tokens.map((token) => token.text)
  const ranges = phrases.flatMap((phrase) =>
    occurrencesOf(phrase, words).map((index): [number, number] => {
      return [tokens[index]?.start ?? 0, tokens[index + phrase.tokens.length - 1]?.end ?? 0]
    }),
  )
  return merge(ranges)
}

function merge(ranges: readonly [number, number][]): [number, number][] {
  const merged: [number, number][] = []
  for (const [start, end] of ranges.toSorted((a, z) => a[0] - z[0])) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}
