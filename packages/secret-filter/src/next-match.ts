/** Where a pattern matched. */
export interface Place {
  readonly start: number
  readonly end: number
}

/**
 * Finds the next match of a pattern and remembers it. Asked from ever later places, it reads a text once, however
 * often it is asked.
 */
export class NextMatch {
  readonly #pattern: RegExp
  #from = Number.POSITIVE_INFINITY
  #next: Place | undefined

  /** @param pattern only its source and flags count */
  constructor(
    readonly text: string,
    pattern: RegExp,
  ) {
    this.#pattern = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`)
  }

  /** The first match that begins at this place or later. */
  from(at: number): Place | undefined {
    const known = at >= this.#from && (this.#next === undefined || at <= this.#next.start)
    if (!known) {
      this.#pattern.lastIndex = at
      const match = this.#pattern.exec(this.text)
      this.#next = match === null ? undefined : { start: match.index, end: match.index + match[0].length }
      this.#from = at
    }
    return this.#next
  }
}
