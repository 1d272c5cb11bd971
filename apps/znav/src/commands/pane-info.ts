import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { trustedHistory } from '../agents/trusted-history.js'
import { entryToWire } from '../domain/entry-wire.js'
import { paneName } from '../domain/pane-name.js'
import { paneToWire } from '../domain/pane-wire.js'
import { paneMarkdown } from '../output/pane-markdown.js'
import { paneContext, paneText } from '../output/pane-text.js'
import { wordOf } from './input.js'
import { withPerth } from './perth.js'
import { unknownPane } from './unknown-pane.js'

/** `znav pane info NAME`: where a pane is, how it fares, and what was last done there. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = paneName(wordOf(input, 'name') ?? '')
  return withPerth(context, async (perth) => {
    const { state, clock } = perth
    const [pane, { entries }, artifacts] = await Promise.all([
      state.pane(name),
      trustedHistory(name, {}, perth, context),
      state.artifacts(name),
    ])
    if (pane === undefined) throw await unknownPane(name, state)
    const [newest] = entries
    const info = { pane, entries, artifacts }
    return {
      data: {
        ...paneToWire(pane),
        artifacts,
        entry_count: entries.length,
        last_entry: newest === undefined ? null : entryToWire(newest),
      },
      text: paneText(info, clock.now()),
      context: paneContext(info, clock.now()),
      markdown: paneMarkdown(info),
    }
  })
}
