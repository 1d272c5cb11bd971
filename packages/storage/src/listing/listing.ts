import type { Listing, Page } from '../chat-store.js'

/**
 * One page from the start, or behind a cursor.
 *
 * @param isAll whether all pages are wanted one after another: they may then be of any length
 */
export type FetchPage<T> = (after: string | undefined, isAll: boolean) => Promise<Page<T>>

/** Awaited it fetches one page; iterated it goes on page by page. Nothing is fetched before either happens. */
export class PagedListing<T> implements Listing<T> {
  readonly #fetch: FetchPage<T>
  readonly #after: string | undefined

  constructor(fetch: FetchPage<T>, after: string | undefined) {
    this.#fetch = fetch
    this.#after = after
  }

  // biome-ignore lint/suspicious/noThenProperty: a listing is awaitable on purpose
  then<A = Page<T>, B = never>(
    onPage?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#fetch(this.#after, false).then(onPage, onError)
  }

  [Symbol.asyncIterator](): AsyncIterator<T, void, undefined> {
    return new PagedIterator(this.#fetch, this.#after)
  }
}

/** By hand: an async generator takes as long for each item as it takes to read a message from a file. */
class PagedIterator<T> implements AsyncIterator<T, void, undefined> {
  readonly #fetch: FetchPage<T>
  #after: string | undefined
  #items: readonly T[] = []
  #next = 0
  #isLast = false
  /** Calls of `next` that came before the page was there wait for one another. */
  #waiting: Promise<unknown> | undefined

  constructor(fetch: FetchPage<T>, after: string | undefined) {
    this.#fetch = fetch
    this.#after = after
  }

  next(): Promise<IteratorResult<T, void>> {
    if (this.#waiting === undefined && (this.#next < this.#items.length || this.#isLast)) {
      return Promise.resolve(this.#take())
    }
    const turn = (this.#waiting ?? Promise.resolve()).then(() => this.#fetched())
    this.#waiting = turn
    const settle = () => {
      if (this.#waiting === turn) this.#waiting = undefined
    }
    turn.then(settle, settle)
    return turn
  }

  return(): Promise<IteratorResult<T, void>> {
    this.#end()
    return Promise.resolve({ done: true, value: undefined })
  }

  async #fetched(): Promise<IteratorResult<T, void>> {
    while (this.#next === this.#items.length && !this.#isLast) {
      try {
        const page = await this.#fetch(this.#after, true)
        if (this.#isLast) break
        this.#items = page.items
        this.#next = 0
        this.#after = page.nextCursor
        this.#isLast = page.nextCursor === undefined
      } catch (error) {
        this.#end()
        throw error
      }
    }
    return this.#take()
  }

  #take(): IteratorResult<T, void> {
    if (this.#next === this.#items.length) return { done: true, value: undefined }
    const value = this.#items[this.#next++] as T
    return { done: false, value }
  }

  #end(): void {
    this.#items = []
    this.#next = 0
    this.#isLast = true
  }
}
