import { joinedLinesStart, joinsNextLine, longestLine } from './line-joins.js'

/** How far a detector is trusted with the name of what it found, when several found the same. */
export const ranks = { context: 1, address: 2, token: 3, user: 4, known: 5, privateKey: 6 } as const

/** A secret in a text, with the text around it that gave it away. Offsets are UTF-16, end exclusive. */
export interface Detection {
  readonly rule: string
  /** Where the context begins: the name that the secret is assigned to. Never cut between here and `end`. */
  readonly from: number
  readonly start: number
  readonly end: number
  readonly rank: number
}

/** One text being searched. */
export class Scan {
  readonly detections: Detection[] = []
  /** End of the last thing that each rule took, so that one secret isn't read again from its middle. */
  readonly #taken = new Map<string, number>()
  #lineStart = 0
  #lineEnd = -1
  #joinsNext: boolean | undefined
  #joinedStart: number | undefined

  constructor(readonly text: string) {}

  report(rule: string, start: number, end: number, rank: number, from = start): void {
    if (end <= start) return
    this.detections.push({ rule, from: Math.min(from, start), start, end, rank })
    this.take(rule, end)
  }

  /** Notes that a rule is done with all before `end`. */
  take(rule: string, end: number): void {
    this.#taken.set(rule, end)
  }

  /** Whether a rule has already taken what stands here. */
  isTaken(rule: string, at: number): boolean {
    return at < (this.#taken.get(rule) ?? 0)
  }

  /** Start of the line that holds this place. */
  lineStart(at: number): number {
    this.#findLine(at)
    return this.#lineStart
  }

  /** End of the line that holds this place, without its line feed. */
  lineEnd(at: number): number {
    this.#findLine(at)
    return this.#lineEnd
  }

  /** Whether the line that holds this place may give the next one its meaning. */
  joinsNext(at: number): boolean {
    this.#findLine(at)
    this.#joinsNext ??= joinsNextLine(this.text, this.#lineStart, this.#lineEnd)
    return this.#joinsNext
  }

  /** Start of the line that holds this place, or of the lines above that give it its meaning. The place itself, far on. */
  joinedStart(at: number): number {
    this.#findLine(at)
    if (at - this.#lineStart > longestLine) return at
    this.#joinedStart ??= joinedLinesStart(this.text, this.#lineStart)
    return this.#joinedStart
  }

  #findLine(at: number): void {
    if (at >= this.#lineStart && at <= this.#lineEnd) return
    this.#joinsNext = undefined
    this.#joinedStart = undefined
    this.#lineStart = at === 0 ? 0 : this.text.lastIndexOf('\n', at - 1) + 1
    const end = this.text.indexOf('\n', at)
    this.#lineEnd = end === -1 ? this.text.length : end
  }
}

/** What a keyword sets off. */
export type KeywordHandler = (scan: Scan, start: number, end: number) => void

/** Overlapping detections become one, named by the most trusted of them. In order, disjoint. */
export function mergeDetections(detections: readonly Detection[]): Detection[] {
  const sorted = [...detections].sort((a, b) => a.start - b.start || b.end - a.end || b.rank - a.rank)
  const merged: Detection[] = []
  for (const next of sorted) {
    const last = merged.at(-1)
    if (last === undefined || next.start >= last.end) merged.push(next)
    else {
      merged[merged.length - 1] = {
        rule: next.rank > last.rank ? next.rule : last.rule,
        from: Math.min(last.from, next.from),
        start: last.start,
        end: Math.max(last.end, next.end),
        rank: Math.max(last.rank, next.rank),
      }
    }
  }
  return merged
}
