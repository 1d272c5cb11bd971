import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { collect } from '../hooks/collect.js'
import { withPerth } from './perth.js'
import { filterOf } from './secret-filtering.js'

/** `znav hook collect`, started by the hooks in the background: take over what they wrote down. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const { panes, dropped } = await collect(perth, await filterOf(perth.config, context.env))
    return { data: { panes: Object.fromEntries(panes), dropped } }
  })
}
