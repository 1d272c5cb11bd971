/**
 * Finds the next of certain characters and remembers how far it looked. Asked again from a place that it already
 * passed, it answers at once: many values that end at one place are read once, not each to its end.
 */
export class NextPlace {
  readonly #isSought: Uint8Array
  /** None of the characters stands from here to `#to`. */
  #from = 0
  #to = 0

  constructor(
    readonly text: string,
    characters: string,
  ) {
    this.#isSought = new Uint8Array(128)
    for (const character of characters) this.#isSought[character.charCodeAt(0)] = 1
  }

  /** Where the first of the characters stands from `at` on, or `limit`. */
  from(at: number, limit: number): number {
    if (at < this.#from || at > this.#to) {
      this.#from = at
      this.#to = at
    }
    while (this.#to < limit && this.#isSought[this.text.charCodeAt(this.#to)] !== 1) this.#to++
    return Math.min(this.#to, limit)
  }
}
