/**
 * One thing after another for each name, in the order of the calls.
 *
 * What guards the name below would keep its writers apart too, but in any order: a row's lock, for which each waiting
 * one would hold a connection, or a version, at which all but one would have to try again.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name)
    const mine = before === undefined ? work() : before.then(work)
    const settled = mine.catch(() => undefined)
    this.#last.set(name, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(name) === settled) this.#last.delete(name)
    }
  }
}
