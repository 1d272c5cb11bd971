import type { IntentEntry } from '../domain/intent.js'
import type { History, HistoryQuery, Retention } from './intent-state.js'

const dayMs = 24 * 60 * 60 * 1000

/** Entries from before this moment (milliseconds) have had their time. */
export function oldestKept(retention: Retention, now: number): number {
  return now - retention.ttlDays * dayMs
}

/** What a query leaves of a history that is stored newest first; `undefined` stands for an unreadable entry. */
export function selectEntries(
  stored: readonly (IntentEntry | undefined)[],
  query: HistoryQuery,
  notBefore: number,
): History {
  const earliest = new Date(Math.max(notBefore, query.since ?? 0, 0)).toISOString()
  const readable = stored.filter((entry) => entry !== undefined)
  const wanted = readable.filter(
    (entry) => entry.timestamp >= earliest && (query.type === undefined || entry.type === query.type),
  )
  return { entries: wanted.slice(0, query.last), unreadable: stored.length - readable.length }
}

/** A pane's new place laid over what is known of it: its birth and last intent are not a place's business. */
export function mergePane<T extends Record<string, string>>(known: T | undefined, place: T): T {
  if (known === undefined) return place
  const merged = { ...known, ...place }
  const keep = (field: string) => (known[field] === undefined ? {} : { [field]: known[field] })
  return { ...merged, ...keep('created_at'), ...keep('last_intent'), ...keep('last_intent_at') }
}
