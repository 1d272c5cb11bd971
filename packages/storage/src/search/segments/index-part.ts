import type { Role } from '@engawa/core'

/** A text that was indexed: where it stands, and what filters ask about it. */
export interface Entry {
  /** Number that the owner of the index gave to what the text is from: a session, a log. */
  readonly source: number
  /** Leads the owner to the text within its source: an offset. */
  readonly place: number
  readonly seq: number
  readonly role: Role
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  /** In words. */
  readonly length: number
}

/** Texts that contain a token, by number, ascending. */
export interface Postings {
  /** How many there are. */
  readonly count: number
  /** The one looked at; `ended` behind the last. */
  readonly document: number
  /** Go to the first that is not before `to`. Never goes back. @returns `document` */
  advance(to: number): number
  /** How often the token occurs in it. */
  readonly frequency: number
  /** Where among its words. */
  positions(): readonly number[]
}

export const ended = Number.MAX_SAFE_INTEGER

/** Postings all at once: document `i` has the positions from `ends[i - 1]` to `ends[i]`. */
export interface PostingList {
  readonly documents: number[]
  readonly ends: number[]
  readonly positions: number[]
}

/** Words, pairs and sources in one list of keys. */
export const wordKey = (word: string): string => `w${word}`
export const pairKey = (pair: string): string => `p${pair}`
export const sourceKey = (source: number): string => `s${source}`

/** A part of an index: some texts, numbered from 0. */
export interface IndexPart {
  readonly count: number
  /** Words in all its texts. */
  readonly words: number
  /** Time of its newest text. */
  readonly newest: number
  /** Numbers rise from the newest text to the oldest. */
  readonly isNewestFirst: boolean
  entry(document: number): Entry
  postings(key: string): Postings | undefined
  /** Keys in the order of their UTF-16 code units, from the first that is not before `from`. */
  keys(from?: string): Iterable<string>
  list(key: string): PostingList
}
