/** A keyword found in a text. */
export type KeywordVisitor<T> = (entry: T, start: number, end: number) => void

interface Slot<T> {
  readonly keyword: string
  readonly exact: boolean
  readonly entry: T
}

const bits = 15
const mask = (1 << bits) - 1

/**
 * Finds many keywords in one pass. Three neighbouring characters, five bits each, index a table that says whether any
 * keyword starts that way; five bits fold the case of letters by themselves. One array read for each character keeps
 * this well ahead of an alternation of the same keywords.
 */
export class KeywordIndex<T> {
  readonly #present = new Uint8Array(1 << bits)
  readonly #slots = new Map<number, Slot<T>[]>()

  /**
   * @param keyword at least three characters; in lower case unless `exact`
   * @param exact whether case matters
   */
  add(keyword: string, entry: T, exact = false): void {
    if (keyword.length < 3) throw new RangeError('A keyword needs three characters')
    const hash = hashAt(keyword, 0)
    this.#present[hash] = 1
    const slot = this.#slots.get(hash)
    if (slot === undefined) this.#slots.set(hash, [{ keyword, exact, entry }])
    else slot.push({ keyword, exact, entry })
  }

  /** Calls `visit` for every occurrence, overlapping ones too, in the order of where they start. */
  search(text: string, visit: KeywordVisitor<T>): void {
    const present = this.#present
    const length = text.length
    if (length < 3) return
    let hash = ((text.charCodeAt(0) & 31) << 5) | (text.charCodeAt(1) & 31)
    for (let index = 2; index < length; index++) {
      hash = ((hash << 5) | (text.charCodeAt(index) & 31)) & mask
      if (present[hash] === 1) this.#compare(text, index - 2, hash, visit)
    }
  }

  #compare(text: string, start: number, hash: number, visit: KeywordVisitor<T>): void {
    for (const slot of this.#slots.get(hash) ?? []) {
      const same = slot.exact ? text.startsWith(slot.keyword, start) : startsWithFolded(text, slot.keyword, start)
      if (same) visit(slot.entry, start, start + slot.keyword.length)
    }
  }
}

function hashAt(text: string, at: number): number {
  return ((text.charCodeAt(at) & 31) << 10) | ((text.charCodeAt(at + 1) & 31) << 5) | (text.charCodeAt(at + 2) & 31)
}

function startsWithFolded(text: string, keyword: string, start: number): boolean {
  if (start + keyword.length > text.length) return false
  for (let index = 0; index < keyword.length; index++) {
    let code = text.charCodeAt(start + index)
    if (code >= 65 && code <= 90) code += 32
    if (code !== keyword.charCodeAt(index)) return false
  }
  return true
}
