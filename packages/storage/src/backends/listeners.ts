import type { ChangeListener, StopWatching } from '../backend.js'

/** Who wants to hear of changes. */
export class Listeners {
  readonly #all = new Set<ChangeListener>()

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  add(listener: ChangeListener): StopWatching {
    // A function of its own, so that one that is added twice is two.
    const own: ChangeListener = (change) => listener(change)
    this.#all.add(own)
    return async () => {
      this.#all.delete(own)
    }
  }

  readonly tell: ChangeListener = (change) => {
    for (const listener of this.#all) listener(change)
  }
}
