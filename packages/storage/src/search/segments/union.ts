import { ended, type IndexPart, type Postings } from './index-part.js'

/** The postings of several keys as one; undefined when there are none. */
export function unionOf(part: IndexPart, keys: Iterable<string>): Postings | undefined {
  const lists = Array.from(keys, (key) => part.postings(key)).filter((list) => list !== undefined)
  return lists.length > 1 ? new Union(lists) : lists[0]
}

/** All keys that begin alike. */
export function* keysWith(part: IndexPart, prefix: string): Generator<string, void, undefined> {
  for (const key of part.keys(prefix)) {
    if (!key.startsWith(prefix)) return
    yield key
  }
}

/** A heap: the list that stands at the lowest document is always the first. */
class Union implements Postings {
  readonly count: number
  readonly #heap: Postings[]
  #isStarted = false

  constructor(lists: Postings[]) {
    this.count = lists.reduce((sum, { count }) => sum + count, 0)
    for (const list of lists) list.advance(0)
    this.#heap = lists.sort((a, z) => a.document - z.document)
  }

  get document(): number {
    return this.#isStarted ? (this.#heap[0]?.document ?? ended) : -1
  }

  get frequency(): number {
    return this.#here().reduce((sum, { frequency }) => sum + frequency, 0)
  }

  advance(to: number): number {
    this.#isStarted = true
    for (let first = this.#heap[0]; first !== undefined && first.document < to; first = this.#heap[0]) {
      first.advance(to)
      this.#sink(0)
    }
    return this.document
  }

  positions(): readonly number[] {
    return this.#here().flatMap((list) => list.positions())
  }

  /** The lists that stand at the lowest document; in a heap they hang together. */
  #here(index = 0): Postings[] {
    const list = this.#heap[index]
    if (list === undefined || list.document !== this.#heap[0]?.document) return []
    return [list, ...this.#here(2 * index + 1), ...this.#here(2 * index + 2)]
  }

  #sink(from: number): void {
    let index = from
    const moved = this.#heap[index]
    if (moved === undefined) return
    for (;;) {
      let child = 2 * index + 1
      const [left, right] = [this.#heap[child], this.#heap[child + 1]]
      if (left === undefined) break
      if (right !== undefined && right.document < left.document) child += 1
      const least = this.#heap[child]
      if (least === undefined || least.document >= moved.document) break
      this.#heap[index] = least
      index = child
    }
    this.#heap[index] = moved
  }
}
