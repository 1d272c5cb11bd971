import type { CommandDefinition } from '@engawa/cli-kit'
import { usageOutput } from './output-schemas.js'
import { parseDay } from './parse-day.js'

export const usageDefinition: CommandDefinition = {
  path: 'usage',
  summary: 'Show what models were used for: requests, tokens, cost. Of every tool of the suite.',
  options: [
    {
      flags: '--by <group>',
      description: 'day, model, project or session',
      choices: ['day', 'model', 'project', 'session'],
      default: 'day',
    },
    { flags: '--since <day>', description: 'from this day on (UTC): 2026-11-20', parse: parseDay },
    { flags: '--until <day>', description: 'up to and with this day (UTC)', parse: parseDay },
    { flags: '--project <name>', description: 'of this project alone' },
    { flags: '--session <name>', description: 'of this conversation alone', complete: 'sessions' },
  ],
  examples: [
    { command: 'zen usage', explains: 'day by day' },
    { command: 'zen usage --by model --since 2026-11-01', explains: 'what each model cost since then' },
    { command: 'zen usage --by session --json', explains: 'for a script' },
  ],
  output: usageOutput,
  load: () => import('./usage.js'),
}
