/**
 * Where something is stored: sealed for one place, it opens in no other. What was sealed earlier for the same place does,
 * such as a session's title or a value before the last, which are of no version.
 */
export type Place = readonly [collection: string, id: string, version: string | number]
