import { type CommandContext, type CommandInput, type CommandResult, relativeTime } from '@engawa/cli-kit'
import { trustedHistory } from '../agents/trusted-history.js'
import { entryToWire } from '../domain/entry-wire.js'
import { NotFoundError } from '../domain/errors.js'
import type { IntentEntry } from '../domain/intent.js'
import { type Progress, progressOf } from '../intent/progress.js'
import { plain } from '../output/plain.js'
import { wordOf } from './input.js'
import { knownPane } from './known-pane.js'
import { withPerth } from './perth.js'

/** `znav pane progress NAME`: how far a pane is from its goal. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const { name, goal, goalSetAt } = await knownPane(wordOf(input, 'name') ?? '', perth.state)
    if (goal === undefined || goalSetAt === undefined) {
      throw new NotFoundError(`${name} has no goal`, {
        code: 'not-found/goal',
        hint: `Set one: znav pane goal ${name} "what the work is to reach"`,
      })
    }
    const { entries } = await trustedHistory(name, { since: Date.parse(goalSetAt) }, perth, context)
    const progress = progressOf(entries, Date.parse(goalSetAt))
    return {
      data: {
        pane_name: name,
        goal,
        goal_set_at: goalSetAt,
        percent: progress.percent ?? null,
        told_by: progress.toldBy ?? null,
        expected_at: dateOf(progress) ?? null,
        entries: entries.map(entryToWire),
      },
      text: [
        `Goal of ${name}: ${plain(goal)} (set ${relativeTime(goalSetAt, perth.clock.now())})`,
        standing(name, progress),
        ...entries.map(line),
      ].join('\n'),
    }
  })
}

// A rate that is next to nothing leads past the last date there is.
const dateOf = ({ expectedAt }: Progress) =>
  expectedAt === undefined || expectedAt > 8.64e15 ? undefined : new Date(expectedAt).toISOString()

function standing(name: string, progress: Progress): string {
  const { percent, toldBy = '' } = progress
  if (percent === undefined) return `How far is not told. Tell it: znav pane log ${name} "…" --goal-delta "3 of 5 done"`
  const date = dateOf(progress)
  const bar = '█'.repeat(Math.round(percent / 5)).padEnd(20, '░')
  return `${bar} ${percent}% ("${plain(toldBy)}")${date === undefined ? '' : `, at this rate done by ${date.slice(0, 10)}`}`
}

const line = ({ type, summary, goalDelta }: IntentEntry) =>
  `  [${type}] ${plain(summary)}${goalDelta === undefined ? '' : ` → ${plain(goalDelta)}`}`
