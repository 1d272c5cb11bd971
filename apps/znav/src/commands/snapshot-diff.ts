import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { plain } from '../output/plain.js'
import { contentChanges } from '../snapshot/content-changes.js'
import { sessionOfSnapshot } from '../snapshot/find-snapshot.js'
import { wordOf } from './input.js'
import { sessionHint, withSnapshots } from './with-snapshots.js'

/** `znav snapshot diff A B`: what is different in B. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const [a = '', b = ''] = [wordOf(input, 'a'), wordOf(input, 'b')]
  return withSnapshots(context, async (snapshots) => {
    const hint = sessionHint(context, input)
    const read = async (name: string) => snapshots.read(await sessionOfSnapshot(snapshots.store, name, hint), name)
    const [before, after] = [await read(a), await read(b)]
    const changes = contentChanges(before.content, after.content)
    const lines = changes.map(({ path, from, to }) => `${plain(path)}: ${plain(from ?? '-')} → ${plain(to ?? '-')}`)
    return {
      data: { a, b, changes: changes.map((change) => ({ ...change })) },
      text: lines.length === 0 ? `${a} and ${b} are the same.` : lines.join('\n'),
    }
  })
}
