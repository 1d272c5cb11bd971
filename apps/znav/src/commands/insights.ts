import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { trustedHistories } from '../agents/trusted-histories.js'
import { type Patterns, patternsOf } from '../intent/patterns.js'
import { plain } from '../output/plain.js'
import { historyQuery } from './history-query.js'
import { withPerth } from './perth.js'

/** `znav insights`: patterns of the work. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const histories = await trustedHistories(historyQuery(input, perth.clock.now()), perth, context)
    const { panes, entries, byHour, byWeekday, switches, stuck, artifacts } = patternsOf(histories)
    return {
      data: {
        panes,
        entries,
        by_hour: byHour,
        by_weekday: byWeekday,
        switches: {
          count: switches.count,
          per_day: switches.perDay,
          pairs: switches.pairs.map((pair) => ({ ...pair })),
        },
        stuck: stuck.map(({ paneName, entriesSinceMilestone, since }) => ({
          pane_name: paneName,
          entries_since_milestone: entriesSinceMilestone,
          since,
        })),
        artifacts: artifacts.map((artifact) => ({ ...artifact })),
      },
      text: textOf({ panes, entries, byHour, byWeekday, switches, stuck, artifacts }),
    }
  })
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function textOf({ panes, entries, byHour, byWeekday, switches, stuck, artifacts }: Patterns): string {
  if (entries === 0) return 'Nothing is logged yet.'
  const hour = byHour.indexOf(Math.max(...byHour))
  return [
    `${entries} ${entries === 1 ? 'entry' : 'entries'} in ${panes} ${panes === 1 ? 'pane' : 'panes'}`,
    `Busiest: ${String(hour).padStart(2, '0')}:00 to ${String((hour + 1) % 24).padStart(2, '0')}:00, ${weekdays[byWeekday.indexOf(Math.max(...byWeekday))]}`,
    `Switched between panes ${switches.count} times, ${switches.perDay} a day`,
    ...switches.pairs.map((pair) => `  ${pair.panes.join(' ↔ ')}: ${pair.count}`),
    ...(stuck.length === 0 ? [] : ['No milestone for long:']),
    ...stuck.map(
      ({ paneName, entriesSinceMilestone, since }) =>
        `  ${paneName}: ${entriesSinceMilestone} entries since ${since.slice(0, 10)}`,
    ),
    ...(artifacts.length === 0 ? [] : ['Files that come up again:']),
    ...artifacts.map(
      (artifact) => `  ${plain(artifact.path)}: ${artifact.entries} entries, ${artifact.panes.join(', ')}`,
    ),
  ].join('\n')
}
