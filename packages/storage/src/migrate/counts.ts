/** How much there is of everything that a store holds. */
export interface Counts {
  readonly sessions: number
  readonly messages: number
  /** Users, documents, contexts and their snapshots, panels, insights, personas. */
  readonly records: number
  /** All that these records ever were: each change made one. */
  readonly versions: number
  /** Of the key/value store. */
  readonly values: number
}

/** Adds up what is met, from many places at once. */
export class Tally {
  readonly #counts = { sessions: 0, messages: 0, records: 0, versions: 0, values: 0 }

  add(counts: Partial<Counts>): void {
    for (const [what, count] of Object.entries(counts)) this.#counts[what as keyof Counts] += count
  }

  get counts(): Counts {
    return { ...this.#counts }
  }
}
