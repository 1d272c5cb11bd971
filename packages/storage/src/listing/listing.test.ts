import { describe, expect, it } from 'vitest'
import type { Page } from '../chat-store.js'
import { PagedListing } from './listing.js'

/** Pages of numbers, some of them empty. */
const pages = new Map<string | undefined, Page<number>>([
  [undefined, { items: [1, 2], nextCursor: 'b' }],
  ['b', { items: [], nextCursor: 'c' }],
  ['c', { items: [3] }],
])

const listingOf = (asked: (string | undefined)[]) =>
  new PagedListing<number>(async (after) => {
    asked.push(after)
    const page = pages.get(after)
    if (page === undefined) throw new Error(`no page ${after}`)
    return page
  }, undefined)

describe('a listing', () => {
  it('awaited is one page, iterated is all, and asks for nothing before', async () => {
    const asked: (string | undefined)[] = []
    const listing = listingOf(asked)
    expect(asked).toEqual([])
    expect(await listing).toEqual({ items: [1, 2], nextCursor: 'b' })
    const items: number[] = []
    for await (const item of listing) items.push(item)
    expect(items).toEqual([1, 2, 3])
    expect(asked).toEqual([undefined, undefined, 'b', 'c'])
  })

  it('answers calls that do not wait for one another in order', async () => {
    const iterator = listingOf([])[Symbol.asyncIterator]()
    const results = await Promise.all(Array.from({ length: 5 }, () => iterator.next()))
    expect(results.map(({ value }) => value)).toEqual([1, 2, 3, undefined, undefined])
    expect(results.map(({ done }) => done)).toEqual([false, false, false, true, true])
  })

  it('fetches no further page once it is left', async () => {
    const asked: (string | undefined)[] = []
    for await (const item of listingOf(asked)) if (item === 1) break
    expect(asked).toEqual([undefined])
  })

  it('ends with the error of a page, and stays ended', async () => {
    const iterator = new PagedListing<number>(() => Promise.reject(new Error('gone')), undefined)[
      Symbol.asyncIterator
    ]()
    await expect(iterator.next()).rejects.toThrow('gone')
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
  })
})
