import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { listText } from '../output/snapshot-text.js'
import { metaToWire } from '../snapshot/wire.js'
import { textOption } from './input.js'
import { withSnapshots } from './with-snapshots.js'

/** `znav snapshot list`: what is kept, newest first. Works without Zellij. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  return withSnapshots(context, async ({ store }) => {
    const listed = await store.list(textOption(input, 'session'))
    return {
      data: { snapshots: listed.map((meta) => ({ ...metaToWire(meta, meta.sizeBytes), is_latest: meta.latest })) },
      text: listText(listed),
    }
  })
}
