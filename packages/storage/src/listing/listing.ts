import type { Listing, Page } from '../chat-store.js'

/** One page from the start, or behind a cursor. */
export type FetchPage<T> = (after: string | undefined) => Promise<Page<T>>

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
    return this.#fetch(this.#after).then(onPage, onError)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let after = this.#after
    do {
      const page: Page<T> = await this.#fetch(after)
      yield* page.items
      after = page.nextCursor
    } while (after !== undefined)
  }
}
