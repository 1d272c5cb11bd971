import { rankTexts } from '@engawa/storage/search'
import type { PaneHistory } from '../agents/trusted-histories.js'
import type { IntentEntry } from '../domain/intent.js'

export interface EntryHit {
  readonly entry: IntentEntry
  /** Higher is better; comparable within one search only. */
  readonly score: number
}

/**
 * Search entries with the suite's own search, so that a query means the same here as among zen's messages. What is kept
 * of all panes is small (100 entries each): it is looked through, and no index is made.
 */
export function searchEntries(query: string, histories: readonly PaneHistory[], limit: number): readonly EntryHit[] {
  const entries = histories
    .flatMap((history) => history.entries)
    .toSorted((a, b) => Number(a.timestamp < b.timestamp) - Number(a.timestamp > b.timestamp))
  return rankTexts(entries.map(searchable), query, limit).flatMap(({ index, score }) => {
    const entry = entries[index]
    return entry === undefined ? [] : [{ entry, score }]
  })
}

const searchable = ({ paneName, summary, artifacts, goalDelta = '' }: IntentEntry) => {
  const text = [summary, goalDelta, paneName, ...artifacts].filter(Boolean).join('\n')
  return `${text}\n${wholeWords(text)}`
}

/** Words with humps are searched by their humps, OAuth as O and Auth. Who types oauth means them too. */
const wholeWords = (text: string) =>
  [...new Set(text.match(/\p{L}+\p{Lu}[\p{L}\p{N}]*/gu) ?? [])].join(' ').toLowerCase()
