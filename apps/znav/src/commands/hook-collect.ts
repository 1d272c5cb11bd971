import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { trustedHistory } from '../agents/trusted-history.js'
import { collect } from '../hooks/collect.js'
import { hookFolders } from '../hooks/hook-folders.js'
import { recordedCommands } from '../hooks/recorded-command.js'
import { type Perth, withPerth } from './perth.js'
import { filterForFolders } from './secret-filtering.js'

/**
 * `znav hook collect`, started by the hooks in the background: take over what they wrote down, and make the snapshots
 * that are due. Nobody reads its output; what goes wrong is in znav's log.
 */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const { panes, dropped } = await collect(perth, filterForFolders(perth.config, context))
    const snapshots: string[] = []
    if (perth.config.llm.provider !== 'none') {
      for (const name of panes.keys()) if (await snapshotIfDue(name, perth, context)) snapshots.push(name)
    }
    return { data: { panes: Object.fromEntries(panes), dropped, snapshots } }
  })
}

async function snapshotIfDue(name: string, perth: Perth, context: CommandContext): Promise<boolean> {
  const { isDue, prepareSummary } = await import('../summaries/make-summary.js')
  const commands = recordedCommands(hookFolders(perth.directories).commands, name)
  const [newest] = (await trustedHistory(name, { last: 1 }, perth, context)).entries
  if (!isDue(commands, newest, perth.config.intent_tracking.auto_snapshot_interval)) return false
  try {
    const prepared = await prepareSummary(name, perth, context)
    const { logSummary } = await import('./pane-snapshot.js')
    await logSummary(name, 'checkpoint', prepared, await prepared.ask(), perth, context)
    return true
  } catch (error) {
    context.log.warn('no snapshot was made', {
      pane: name,
      reason: error instanceof Error ? error.message : String(error),
    })
    return false
  }
}
