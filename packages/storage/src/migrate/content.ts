import { type Counts, Tally } from './counts.js'
import type { Digest } from './digests.js'

/** All that a store holds, in short. */
export interface Content extends Counts {
  /** The SHA-256 of each thing, added up: the same for the same content, in whichever order it was read. */
  readonly hash: string
}

const modulus = 2n ** 256n

/** Grows with each thing that is read, and needs no memory for them. */
export class RollingContent {
  readonly #tally = new Tally()
  #sum = 0n

  add({ hash, counts }: Digest): void {
    this.#tally.add(counts)
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % modulus
  }

  get content(): Content {
    return { ...this.#tally.counts, hash: this.#sum.toString(16).padStart(64, '0') }
  }
}
