import type { UsageEntry, UsageQuery } from './usage-ledger.js'

/** A line of the ledger. Undefined: it is none, because a write was cut off or a later version writes otherwise. */
export function parseEntry(line: string): UsageEntry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<UsageEntry> | null
    const texts = [entry?.at, entry?.id, entry?.provider, entry?.model]
    return texts.every((text) => typeof text === 'string') ? (entry as UsageEntry) : undefined
  } catch {
    return undefined
  }
}

export const matchesQuery = (entry: UsageEntry, query: UsageQuery): boolean =>
  (query.from === undefined || entry.at >= query.from) &&
  (query.to === undefined || entry.at < query.to) &&
  (query.project === undefined || entry.project === query.project) &&
  (query.session === undefined || entry.session === query.session) &&
  (query.provider === undefined || entry.provider === query.provider) &&
  (query.model === undefined || entry.model === query.model)
