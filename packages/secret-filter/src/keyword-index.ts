import { lowBytes } from './low-bytes.js'

/** A keyword found in a text. */
export type KeywordVisitor<T> = (entry: T, start: number, end: number) => void

interface Slot<T> {
  readonly keyword: string
  readonly exact: boolean
  readonly entry: T
}

/** So many characters are searched for one keyword after another. Filling the tables takes as long as that. */
export const unindexedLength = 4_096

/**
 * Finds many keywords in a text. A short command has a line or two to look at: they are searched before the tables,
 * which only pay for longer texts, are made at all.
 */
export class KeywordIndex<T> {
  readonly #slots: Slot<T>[] = []
  #unindexed = 0
  #table: KeywordTable<T> | undefined

  /**
   * @param keyword at least three characters; in lower case unless `exact`
   * @param exact whether case matters
   */
  add(keyword: string, entry: T, exact = false): void {
    if (keyword.length < 3) throw new RangeError('A keyword needs three characters')
    const slot = { keyword, exact, entry }
    this.#slots.push(slot)
    this.#table?.add(slot)
  }

  /** All that are searched for, some twice. */
  get keywords(): readonly string[] {
    return this.#slots.map(({ keyword }) => keyword)
  }

  /** Calls `visit` for every occurrence, overlapping ones too, in the order of where they start. */
  search(text: string, visit: KeywordVisitor<T>, bytes?: Uint8Array): void {
    this.#unindexed += text.length
    if (this.#table === undefined && this.#unindexed <= unindexedLength) {
      for (const { slot, start } of occurrences(text, this.#slots))
        visit(slot.entry, start, start + slot.keyword.length)
      return
    }
    this.#table ??= new KeywordTable(this.#slots)
    this.#table.search(text, visit, bytes ?? lowBytes(text))
  }
}

/** In the order of where they start, and there in the order of the slots. */
function occurrences<T>(text: string, slots: readonly Slot<T>[]): readonly { slot: Slot<T>; start: number }[] {
  const folded = foldedCase(text)
  const found: { slot: Slot<T>; start: number }[] = []
  for (const slot of slots) {
    const searched = slot.exact ? text : folded
    for (let start = searched.indexOf(slot.keyword); start !== -1; start = searched.indexOf(slot.keyword, start + 1)) {
      found.push({ slot, start })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** In lower case as far as it is ASCII, so that places stay. */
export function foldedCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

const bits = 15
const mask = (1 << bits) - 1

/**
 * Finds many keywords in one pass. Three neighbouring characters, five bits each, index a table that says which
 * keywords may start that way; five bits fold the case of letters by themselves. One array read for each character
 * keeps this well ahead of an alternation of the same keywords.
 */
class KeywordTable<T> {
  /**
   * For each three characters that a keyword starts with, which fourth ones follow: a bit for each of eight kinds. Bytes,
   * so that the table stays in the nearest cache.
   */
  readonly #present = new Uint8Array(1 << bits)
  /** The same of the fifth and sixth ones. */
  readonly #fifth = new Uint8Array(1 << bits)
  readonly #sixth = new Uint8Array(1 << bits)
  readonly #slots = new Map<number, Slot<T>[]>()

  constructor(slots: readonly Slot<T>[]) {
    for (const slot of slots) this.add(slot)
  }

  add(slot: Slot<T>): void {
    const { keyword } = slot
    const hash = hashAt(keyword, 0)
    this.#present[hash] = (this.#present[hash] as number) | kindAt(keyword, 3)
    this.#fifth[hash] = (this.#fifth[hash] as number) | kindAt(keyword, 4)
    this.#sixth[hash] = (this.#sixth[hash] as number) | kindAt(keyword, 5)
    const slots = this.#slots.get(hash)
    if (slots === undefined) this.#slots.set(hash, [slot])
    else slots.push(slot)
  }

  search(text: string, visit: KeywordVisitor<T>, bytes: Uint8Array): void {
    const present = this.#present
    const last = text.length - 1
    if (last < 2) return
    let hash = (((bytes[0] as number) & 31) << 5) | ((bytes[1] as number) & 31)
    let next = bytes[2] as number
    for (let index = 2; index < last; index++) {
      hash = ((hash << 5) | (next & 31)) & mask
      next = bytes[index + 1] as number
      if ((((present[hash] as number) >>> (next & 7)) & 1) === 1 && this.#mayGoOn(hash, bytes, index - 2))
        this.#compare(text, index - 2, hash, visit)
    }
    this.#compare(text, last - 2, ((hash << 5) | (next & 31)) & mask, visit)
  }

  #mayGoOn(hash: number, bytes: Uint8Array, start: number): boolean {
    const fifth = (this.#fifth[hash] as number) >>> ((bytes[start + 4] ?? 0) & 7)
    return (fifth & ((this.#sixth[hash] as number) >>> ((bytes[start + 5] ?? 0) & 7)) & 1) === 1
  }

  #compare(text: string, start: number, hash: number, visit: KeywordVisitor<T>): void {
    for (const slot of this.#slots.get(hash) ?? []) {
      const same = slot.exact ? text.startsWith(slot.keyword, start) : startsWithFolded(text, slot.keyword, start)
      if (same) visit(slot.entry, start, start + slot.keyword.length)
    }
  }
}

/** A bit for the kind of a keyword's character; all of them where it has ended. */
function kindAt(keyword: string, place: number): number {
  return keyword.length > place ? 1 << (keyword.charCodeAt(place) & 7) : 255
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
