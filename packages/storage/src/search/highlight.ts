import type { SearchTerm } from './parse-query.js'
import { tokenize } from './tokenize.js'

/** Ranges of a text in which terms occur, in order and without overlap. */
export function highlight(text: string, terms: readonly SearchTerm[]): (readonly [start: number, end: number])[] {
  const tokens = tokenize(text)
  const ranges: [number, number][] = []
  for (const { column, tokens: wanted } of terms) {
    // Pairs lie within the words that they narrow down.
    if (column === 'pairs') continue
    for (const [index, token] of tokens.entries()) {
      const last = tokens[index + wanted.length - 1]
      if (last !== undefined && wanted.every((word, i) => tokens[index + i]?.text === word)) {
        ranges.push([token.start, last.end])
      }
    }
  }
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
