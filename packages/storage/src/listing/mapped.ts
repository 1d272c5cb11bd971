import type { Listing, ListOptions } from '../chat-store.js'
import { PagedListing } from './listing.js'

/** A listing with something else in the place of each item, page by page like the one that it is made from. */
export function mapped<A, B>(
  list: (options: ListOptions) => PromiseLike<{ readonly items: readonly A[]; readonly nextCursor?: string }>,
  options: ListOptions,
  map: (item: A) => B,
): Listing<B> {
  const { after: first, ...rest } = options
  return new PagedListing(async (after) => {
    const page = await list({ ...rest, ...(after === undefined ? {} : { after }) })
    return { ...page, items: page.items.map(map) }
  }, first)
}
