/**
 * When to write, so that calls which come together are written together.
 *
 * The first write of a turn of the event loop waits only for the code that runs just now and for what it resolved. The
 * next waits for the turn's end: by then everything that arrived with it has joined, and everybody else had a turn.
 */
export class LoopTurn {
  #isUsed = false

  next(): Promise<void> {
    if (this.#isUsed) return new Promise((resolve) => setImmediate(resolve))
    this.#isUsed = true
    setImmediate(() => {
      this.#isUsed = false
    })
    return new Promise((resolve) => process.nextTick(resolve))
  }
}
