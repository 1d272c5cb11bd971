import { textContent } from '@engawa/core'
import { openStorage } from '@engawa/storage'
import type { PaneHistory } from '../agents/trusted-histories.js'
import type { IntentEntry } from '../domain/intent.js'

export interface EntryHit {
  readonly entry: IntentEntry
  /** Higher is better; comparable within one search only. */
  readonly score: number
}

/**
 * Search entries with the suite's own search, so that a query means the same here as among zen's messages. What is kept
 * of all panes is small (100 entries each), so it is indexed for the one search, in memory.
 */
export async function searchEntries(
  query: string,
  histories: readonly PaneHistory[],
  limit: number,
): Promise<readonly EntryHit[]> {
  const store = await openStorage({ type: 'memory' })
  try {
    const byId = new Map<string, IntentEntry>()
    for (const [pane, { entries }] of histories.entries()) {
      if (entries.length === 0) continue
      // Oldest first, as messages are: among equals the newer one comes first.
      const messages = entries.toReversed().map((entry, index) => {
        const id = `${pane}-${index}`
        byId.set(id, entry)
        return { id, role: 'user' as const, content: textContent(searchable(entry)) }
      })
      await store.messages.append({ sessionId: `pane-${pane}`, messages })
    }
    const { items } = await store.search({ query, limit })
    return items.flatMap(({ message, score }) => {
      const entry = byId.get(message.id)
      return entry === undefined ? [] : [{ entry, score }]
    })
  } finally {
    await store.close()
  }
}

const searchable = ({ paneName, summary, artifacts, goalDelta = '' }: IntentEntry) =>
  [summary, goalDelta, paneName, ...artifacts].filter(Boolean).join('\n')
