import type { CommandResult } from '@engawa/cli-kit'
import { previewCompaction } from '../ask/compact-first.js'
import type { OpenSession } from '../ask/open-session.js'
import type { PreparedTurn } from '../ask/prepare-turn.js'
import { dryRunResult } from '../output/dry-run-result.js'
import type { ChatOptions } from './chat-options.js'

/** `zen chat --dry-run`: what would be sent next. */
export async function previewChat(
  open: OpenSession,
  { input, plan, sources, notes }: PreparedTurn,
  { maxCost }: Pick<ChatOptions, 'maxCost'>,
): Promise<CommandResult> {
  // As with a real question: a limit buys no summary beside it.
  const compaction = maxCost === undefined ? await previewCompaction(input) : undefined
  const request = compaction?.request ?? (await plan.preview())
  return dryRunResult(request, { ...open, sources, compaction, notes: [...notes, ...plan.notes()] })
}
