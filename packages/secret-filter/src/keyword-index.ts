import { lowBytes } from './low-bytes.js'

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
 * Finds many keywords in one pass. Three neighbouring characters, five bits each, index a table that says which
 * keywords may start that way; five bits fold the case of letters by themselves. One array read for each character
 * keeps this well ahead of an alternation of the same keywords.
 */
export class KeywordIndex<T> {
  /** For each three characters the number of a group of slots, from one; zero when no keyword starts that way. */
  readonly #groupOf = new Uint16Array(1 << bits)
  readonly #groups: Slot<T>[][] = [[]]

  /**
   * @param keyword at least three characters; in lower case unless `exact`
   * @param exact whether case matters
   */
  add(keyword: string, entry: T, exact = false): void {
    if (keyword.length < 3) throw new RangeError('A keyword needs three characters')
    const hash = hashAt(keyword, 0)
    const number = this.#groupOf[hash] || this.#groups.length
    this.#groupOf[hash] = number
    const group = this.#groups[number] ?? []
    this.#groups[number] = group
    group.push({ keyword, exact, entry })
  }

  /** Calls `visit` for every occurrence, overlapping ones too, in the order of where they start. */
  search(text: string, visit: KeywordVisitor<T>, bytes: Uint8Array = lowBytes(text)): void {
    const groupOf = this.#groupOf
    const length = text.length
    let hash = 0
    for (let index = 0; index < length; index++) {
      hash = ((hash << 5) | ((bytes[index] as number) & 31)) & mask
      const group = groupOf[hash] as number
      if (group !== 0 && index > 1) this.#compare(text, index - 2, group, visit)
    }
  }

  #compare(text: string, start: number, group: number, visit: KeywordVisitor<T>): void {
    for (const slot of this.#groups[group] ?? []) {
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
