import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { trustedHistories } from '../agents/trusted-histories.js'
import { entryToWire } from '../domain/entry-wire.js'
import { paneToWire } from '../domain/pane-wire.js'
import { historyContext } from '../output/history-context.js'
import { historyMarkdown } from '../output/history-markdown.js'
import { escapeMarkdown } from '../output/markdown.js'
import { historyQuery } from './history-query.js'
import { knownPane } from './known-pane.js'
import { withPerth } from './perth.js'

/** `znav export [PANE…]`: panes with their histories, as a document, as JSON, or for a prompt. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const now = perth.clock.now()
    const names = input.args.panes ?? []
    const given = await Promise.all([...new Set([names].flat())].map((name) => knownPane(name, perth.state)))
    const histories = await trustedHistories(
      historyQuery(input, now),
      perth,
      context,
      given.length > 0 ? given : undefined,
    )
    const markdown = histories
      .map(({ pane, entries }) => {
        const goal = pane.goal === undefined ? '' : `\n**Goal:** ${escapeMarkdown(pane.goal)}\n`
        return historyMarkdown(pane.name, entries).replace('\n', `\n${goal}`)
      })
      .join('\n')
    return {
      data: {
        exported_at: new Date(now).toISOString(),
        panes: histories.map(({ pane, entries }) => ({ pane: paneToWire(pane), entries: entries.map(entryToWire) })),
      },
      text: markdown,
      markdown,
      context: histories.map(({ pane, entries }) => historyContext(pane.name, entries, now)).join('\n'),
    }
  })
}
