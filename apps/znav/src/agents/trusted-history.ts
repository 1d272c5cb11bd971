import type { CommandContext } from '@engawa/cli-kit'
import { type Perth, warn } from '../commands/perth.js'
import type { IntentEntry } from '../domain/intent.js'
import type { History, HistoryQuery } from '../state/intent-state.js'

/**
 * The history of a pane, without entries that claim to be an agent's and bear no valid signature. Anyone who can write
 * to a shared Redis can claim that; a next agent would follow what stands there.
 */
export async function trustedHistory(
  paneName: string,
  query: HistoryQuery,
  perth: Perth,
  context: CommandContext,
): Promise<History> {
  // Refused entries must not take the place of those that count, so the count is applied after them.
  const { last, ...filters } = query
  const { entries, unreadable } = await perth.state.history(paneName, filters)
  const trusted = await withoutForgeries(entries, perth)
  const refused = entries.length - trusted.length
  if (refused > 0) {
    warn(
      context,
      `refused ${refused} ${refused === 1 ? 'entry' : 'entries'} of ${paneName}: signed by no agent that this znav knows`,
    )
  }
  return { entries: trusted.slice(0, last), unreadable }
}

/** Entries of people need no signature; where there is no agent's, nothing is loaded. */
async function withoutForgeries(
  entries: readonly IntentEntry[],
  { directories }: Pick<Perth, 'directories'>,
): Promise<readonly IntentEntry[]> {
  if (entries.every(({ source }) => source !== 'agent')) return entries
  const { isSigned } = await import('./signature.js')
  const { existingAgentKey } = await import('./agent-key.js')
  const key = existingAgentKey(directories)
  return entries.filter((entry) => entry.source !== 'agent' || isSigned(entry, key))
}
