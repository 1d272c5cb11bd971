import { highlight } from '../search/highlight.js'
import type { Phrase } from '../search/query.js'

const longest = 240
/** How much of it may stand before the first match. */
const lead = 60

export interface Excerpt {
  readonly excerpt: string
  readonly highlights: readonly (readonly [start: number, end: number])[]
}

/** The part of a text around its first match, with the matches in it. */
export function excerptOf(text: string, phrases: readonly Phrase[]): Excerpt {
  const ranges = highlight(text, phrases)
  const start = boundary(text, Math.max((ranges[0]?.[0] ?? 0) - lead, 0))
  const end = boundary(text, Math.min(start + longest, text.length))
  return {
    excerpt: text.slice(start, end),
    highlights: ranges.filter((range) => range[1] <= end).map(([from, to]) => [from - start, to - start]),
  }
}

/** Not in the middle of a character. */
const boundary = (text: string, at: number): number =>
  at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at
