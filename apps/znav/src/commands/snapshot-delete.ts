import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { plain } from '../output/plain.js'
import { sessionOfSnapshot } from '../snapshot/find-snapshot.js'
import { wordOf } from './input.js'
import { sessionHint, withSnapshots } from './with-snapshots.js'

/** `znav snapshot delete NAME`. What builds on it stays whole. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = wordOf(input, 'name') ?? ''
  return withSnapshots(context, async (snapshots) => {
    const session = await sessionOfSnapshot(snapshots.store, name, sessionHint(context, input))
    const rebased = await snapshots.remove(session, name)
    const kept = rebased.length === 0 ? '' : ` ${rebased.join(', ')} no longer needs it.`
    return {
      data: { session, name, rebased },
      lasting: true,
      text: `Deleted ${name} of session ${plain(session)}.${kept}`,
    }
  })
}
