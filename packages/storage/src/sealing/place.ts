/** Where something is stored: sealed for one place, it opens in no other. */
export type Place = readonly [collection: string, id: string, version: string | number]
