import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { plain } from '../output/plain.js'
import { contentText } from '../output/snapshot-text.js'
import { sessionOfSnapshot } from '../snapshot/find-snapshot.js'
import { contentToWire, metaToWire } from '../snapshot/wire.js'
import { wordOf } from './input.js'
import { sessionHint, withSnapshots } from './with-snapshots.js'

/** `znav snapshot show NAME`: what is in a snapshot. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = wordOf(input, 'name') ?? ''
  return withSnapshots(context, async (snapshots) => {
    const session = await sessionOfSnapshot(snapshots.store, name, sessionHint(context, input))
    const { meta, content } = await snapshots.read(session, name)
    const size = (await snapshots.store.read(session, name))?.data.length ?? 0
    const at = new Date(meta.createdAt).toISOString()
    return {
      data: { ...metaToWire(meta, size), ...contentToWire(content) },
      text: `${name} of session ${plain(session)}, ${at}, Zellij ${plain(content.zellij)}\n${contentText(content)}`,
    }
  })
}
