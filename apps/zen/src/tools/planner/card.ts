import { parseCount } from '../../commands/parse-number.js'
import type { ToolCard } from '../tool.js'

export const plannerCard: ToolCard = {
  name: 'planner',
  title: 'Planner',
  summary: 'Plan a piece of work in steps; branch off an alternative, revise from a step on, go on later.',
  modes: [],
  steps: true,
  request: { description: 'what is to be done, or what changed' },
  options: [
    { flags: '--branch <name>', description: 'go on in this branch of the plan, new or not' },
    {
      flags: '--from <step>',
      description: 'a new branch leaves after this step; from the start unless told',
      parse: parseCount,
    },
    { flags: '--revise <step>', description: 'plan anew from this step on; those before it stay', parse: parseCount },
  ],
  examples: [
    { command: 'zen planner "Move the store to PostgreSQL" -s move', explains: 'a plan' },
    { command: 'zen planner -s move --branch sqlite --from 2 "What if SQLite stays?"', explains: 'an alternative' },
    { command: 'zen planner -s move --branch main --revise 3 "No downtime is allowed"', explains: 'change its end' },
  ],
  load: async () => (await import('./planner.js')).planner,
}
