/** Runs work one at a time, each after its call, so that a search finds all that was written before it. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<unknown> {
    return this.#last
  }
}
