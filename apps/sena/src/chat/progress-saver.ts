import type { Clock } from '@engawa/core'

/** How much of an answer a killed process may lose, in milliseconds. */
const saveEveryMs = 250

/** Collects an answer while it streams and has it saved every so often. A save that fails is tried again later. */
export class ProgressSaver {
  readonly #save: (text: string) => void
  readonly #clock: Clock
  #text = ''
  #savedAt: number

  constructor(save: (text: string) => void, clock: Clock) {
    this.#save = save
    this.#clock = clock
    // The first piece is saved at once: it is what tells a person that an answer had begun.
    this.#savedAt = Number.NEGATIVE_INFINITY
  }

  add(piece: string): void {
    this.#text += piece
    const now = this.#clock.monotonic()
    if (now - this.#savedAt < saveEveryMs) return
    this.#savedAt = now
    this.saveNow()
  }

  /** All of it, where the answer could not be stored as a whole. */
  saveNow(): void {
    try {
      this.#save(this.#text)
    } catch {
      // The disk is full or busy: the answer itself is stored, or fails loudly, at the end of the turn.
    }
  }

  /** Whether anything has arrived. */
  get begun(): boolean {
    return this.#text !== ''
  }
}
