import { type CommandContext, type CommandInput, type CommandResult, relativeTime } from '@engawa/cli-kit'
import { trustedHistories } from '../agents/trusted-histories.js'
import { entryToWire } from '../domain/entry-wire.js'
import { type EntryHit, searchEntries } from '../intent/search-entries.js'
import { escapeMarkdown } from '../output/markdown.js'
import { plain } from '../output/plain.js'
import { historyQuery } from './history-query.js'
import { numberOption, wordOf } from './input.js'
import { withPerth } from './perth.js'

/** `znav search "…"`: entries of all panes, best first. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const query = wordOf(input, 'query') ?? ''
  return withPerth(context, async (perth) => {
    const now = perth.clock.now()
    const histories = await trustedHistories(historyQuery(input, now), perth, context)
    const hits = searchEntries(query, histories, numberOption(input, 'limit') ?? 10)
    return {
      data: {
        query,
        hits: hits.map(({ entry, score }) => ({ pane_name: entry.paneName, score, entry: entryToWire(entry) })),
      },
      text: hits.length === 0 ? `Nothing found for ${plain(query)}.` : hits.map((hit) => textOf(hit, now)).join('\n'),
      context:
        hits.length === 0
          ? 'No earlier work matches.\n'
          : `Earlier work that matches:\n${hits.map((hit) => contextOf(hit, now)).join('\n')}\n`,
      markdown: [`# Search: ${escapeMarkdown(query)}`, '', ...hits.map(markdownOf), ''].join('\n'),
    }
  })
}

const textOf = ({ entry }: EntryHit, now: number) =>
  `${entry.paneName} [${entry.type}] ${relativeTime(entry.timestamp, now)}\n  ${plain(entry.summary)}`

const contextOf = ({ entry }: EntryHit, now: number) =>
  `- ${entry.paneName}: ${plain(entry.summary)} (${relativeTime(entry.timestamp, now)})`

const markdownOf = ({ entry }: EntryHit) =>
  `- **${entry.paneName}** ${entry.timestamp.slice(0, 10)}: ${escapeMarkdown(entry.summary)}`
