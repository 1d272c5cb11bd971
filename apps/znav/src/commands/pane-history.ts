import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { trustedHistory } from '../agents/trusted-history.js'
import { entryToWire } from '../domain/entry-wire.js'
import type { EntryType } from '../domain/intent.js'
import { paneName } from '../domain/pane-name.js'
import { sinceTime } from '../domain/since.js'
import { counted } from '../output/counted.js'
import { historyContext } from '../output/history-context.js'
import { historyMarkdown } from '../output/history-markdown.js'
import { historyText } from '../output/history-text.js'
import { numberOption, textOption, wordOf } from './input.js'
import { warn, withPerth } from './perth.js'
import { unknownPane } from './unknown-pane.js'

const defaultLast = 10

/** `znav pane history NAME`: what was done in a pane, newest first. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = paneName(wordOf(input, 'name') ?? '')
  return withPerth(context, async (perth) => {
    const { state, clock } = perth
    const now = clock.now()
    const since = textOption(input, 'since')
    const type = textOption(input, 'type') as EntryType | undefined
    const [pane, { entries, unreadable }] = await Promise.all([
      state.pane(name),
      trustedHistory(
        name,
        {
          last: numberOption(input, 'last') ?? defaultLast,
          ...(type === undefined ? {} : { type }),
          ...(since === undefined ? {} : { since: sinceTime(since, now) }),
        },
        perth,
        context,
      ),
    ])
    if (pane === undefined && entries.length === 0) throw await unknownPane(name, state)
    if (unreadable > 0) warn(context, `could not understand ${counted(unreadable, 'stored item')} of ${name}`)
    return {
      data: { pane_name: name, entries: entries.map(entryToWire) },
      text: historyText(name, entries, now),
      context: historyContext(name, entries, now),
      markdown: historyMarkdown(name, entries),
    }
  })
}
