/** Where something stands for a person: both count from one, columns in UTF-16 units. */
export interface LinePlace {
  readonly line: number
  readonly column: number
}

/** Tells lines and columns of offsets in a text that arrives in pieces. Asked from ever later offsets. */
export class LinePlaces {
  /** Line feeds that were pushed and not yet passed. */
  #feeds: number[] = []
  #passed = 0
  #pushed = 0
  #line = 1
  #lineStart = 0

  push(chunk: string): void {
    for (let feed = chunk.indexOf('\n'); feed !== -1; feed = chunk.indexOf('\n', feed + 1)) {
      this.#feeds.push(this.#pushed + feed)
    }
    this.#pushed += chunk.length
  }

  /** The place of this offset in all that was pushed. */
  at(offset: number): LinePlace {
    this.passTo(offset)
    return { line: this.#line, column: offset - this.#lineStart + 1 }
  }

  /** Forgets all before this offset. */
  passTo(offset: number): void {
    for (let feed = this.#feeds[this.#passed]; feed !== undefined && feed < offset; feed = this.#feeds[this.#passed]) {
      this.#line++
      this.#lineStart = feed + 1
      this.#passed++
    }
    if (this.#passed < 1024) return
    this.#feeds = this.#feeds.slice(this.#passed)
    this.#passed = 0
  }
}
