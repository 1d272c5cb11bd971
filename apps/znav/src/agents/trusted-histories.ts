import type { CommandContext } from '@engawa/cli-kit'
import type { Perth } from '../commands/perth.js'
import type { IntentEntry } from '../domain/intent.js'
import type { PaneRecord } from '../domain/pane.js'
import type { HistoryQuery } from '../state/intent-state.js'
import { trustedHistory } from './trusted-history.js'

export interface PaneHistory {
  readonly pane: PaneRecord
  /** Newest first. */
  readonly entries: readonly IntentEntry[]
}

/** Histories of several panes, by name; all of them unless some are given. */
export async function trustedHistories(
  query: HistoryQuery,
  perth: Perth,
  context: CommandContext,
  panes?: readonly PaneRecord[],
): Promise<readonly PaneHistory[]> {
  return Promise.all(
    (panes ?? (await perth.state.panes())).map(async (pane) => {
      const { entries } = await trustedHistory(pane.name, query, perth, context)
      return { pane, entries }
    }),
  )
}
