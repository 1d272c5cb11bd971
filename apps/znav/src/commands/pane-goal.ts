import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import type { PaneRecord } from '../domain/pane.js'
import { summaryText } from '../domain/summary.js'
import { plain } from '../output/plain.js'
import { wordOf } from './input.js'
import { knownPane } from './known-pane.js'
import { type Perth, withPerth } from './perth.js'

/** `znav pane goal NAME [GOAL]`: set what the work is to reach, or show it. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const pane = await knownPane(wordOf(input, 'name') ?? '', perth.state)
    const text = wordOf(input, 'goal')
    if (input.options.clear === true) return shown(await withGoal(pane, '', perth))
    return shown(text === undefined ? pane : await withGoal(pane, await safeGoal(text, perth, context), perth))
  })
}

async function safeGoal(text: string, { config }: Perth, context: CommandContext): Promise<string> {
  const goal = summaryText(text)
  if (!config.privacy.filter_secrets) return goal
  const { filterOf, tellRedactions } = await import('./secret-filtering.js')
  const safe = (await filterOf(config, context)).redactText(goal)
  tellRedactions(context, safe.findings)
  return safe.text
}

/** An empty goal is none: that is how stores read it. */
async function withGoal(pane: PaneRecord, goal: string, { state, clock }: Perth): Promise<PaneRecord> {
  const changed = { ...pane, goal, goalSetAt: goal === '' ? '' : new Date(clock.now()).toISOString() }
  await state.place([changed])
  return changed
}

const shown = ({ name, goal, goalSetAt }: PaneRecord): CommandResult => ({
  data: { pane_name: name, goal: goal || null, goal_set_at: goalSetAt || null },
  text: goal ? `Goal of ${name}: ${plain(goal)}` : `${name} has no goal.`,
})
