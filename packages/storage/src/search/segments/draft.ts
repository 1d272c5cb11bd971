import { bigrams, tokenize } from '../tokenize.js'
import {
  type Entry,
  ended,
  type IndexPart,
  type PostingList,
  type Postings,
  pairKey,
  sourceKey,
  wordKey,
} from './index-part.js'

/** Texts that were just indexed, numbered as they came. */
export class Draft implements IndexPart {
  readonly isNewestFirst = false
  readonly #entries: Entry[] = []
  readonly #lists = new Map<string, PostingList>()
  #words = 0
  #newest = Number.NEGATIVE_INFINITY

  get count(): number {
    return this.#entries.length
  }

  get words(): number {
    return this.#words
  }

  get newest(): number {
    return this.#newest
  }

  add(entry: Omit<Entry, 'length'>, text: string): void {
    const tokens = tokenize(text)
    const document = this.#entries.length
    for (const [position, token] of tokens.entries()) {
      const list = this.#listFor(wordKey(token.text), document)
      list.positions.push(position)
      list.ends[list.ends.length - 1] = list.positions.length
    }
    for (const pair of bigrams(tokens)) this.#listFor(pairKey(pair), document)
    this.#listFor(sourceKey(entry.source), document)
    this.#entries.push({ ...entry, length: tokens.length })
    this.#words += tokens.length
    this.#newest = Math.max(this.#newest, entry.at)
  }

  entry(document: number): Entry {
    const entry = this.#entries[document]
    if (entry === undefined) throw new RangeError(`no text ${document} in the draft`)
    return entry
  }

  postings(key: string): Postings | undefined {
    const list = this.#lists.get(key)
    return list && new ListPostings(list)
  }

  keys(from = ''): Iterable<string> {
    return [...this.#lists.keys()].filter((key) => key >= from).sort()
  }

  list(key: string): PostingList {
    return this.#lists.get(key) ?? { documents: [], ends: [], positions: [] }
  }

  #listFor(key: string, document: number): PostingList {
    let list = this.#lists.get(key)
    if (list === undefined) {
      list = { documents: [], ends: [], positions: [] }
      this.#lists.set(key, list)
    }
    if (list.documents.at(-1) !== document) {
      list.documents.push(document)
      list.ends.push(list.positions.length)
    }
    return list
  }
}

class ListPostings implements Postings {
  readonly #list: PostingList
  #index = -1
  document = -1

  constructor(list: PostingList) {
    this.#list = list
  }

  get count(): number {
    return this.#list.documents.length
  }

  advance(to: number): number {
    while (this.document < to) {
      this.#index += 1
      this.document = this.#list.documents[this.#index] ?? ended
    }
    return this.document
  }

  get frequency(): number {
    return this.#end - this.#start
  }

  positions(): readonly number[] {
    return this.#list.positions.slice(this.#start, this.#end)
  }

  get #start(): number {
    return this.#list.ends[this.#index - 1] ?? 0
  }

  get #end(): number {
    return this.#list.ends[this.#index] ?? 0
  }
}
