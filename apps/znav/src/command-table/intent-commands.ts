import type { CommandDefinition } from '@engawa/cli-kit'
import { entryTypes } from '../domain/intent.js'
import { positiveCount } from './option-values.js'
import { paneNameArgument, session } from './pane-commands.js'
import { outputs } from './schemas.js'

export const intentCommands: readonly CommandDefinition[] = [
  {
    path: 'pane snapshot',
    summary: 'Let a model sum up what was done in a pane, and log it.',
    arguments: [paneNameArgument],
    options: [
      {
        flags: '--type <type>',
        description: 'kind of entry',
        choices: ['milestone', 'checkpoint'],
        default: 'checkpoint',
      },
      { flags: '--show-payload', description: 'print the request, to the byte, and send nothing' },
    ],
    examples: [
      { command: 'znav pane snapshot backend', explains: 'from the last commands, the diff and the files' },
      { command: 'znav pane snapshot backend --show-payload', explains: 'what would leave the machine' },
    ],
    output: outputs.paneSnapshot,
    load: () => import('../commands/pane-snapshot.js'),
  },
  {
    path: 'pane goal',
    summary: 'Set what the work in a pane is to reach, or show it.',
    arguments: [paneNameArgument, { name: 'goal', description: 'one or two sentences, at most 500 characters' }],
    options: [{ flags: '--clear', description: 'there is no goal any more' }],
    examples: [
      { command: 'znav pane goal backend "All routes use the new tokens"', explains: 'set it' },
      { command: 'znav pane goal backend', explains: 'show it' },
    ],
    output: outputs.paneGoal,
    load: () => import('../commands/pane-goal.js'),
  },
  {
    path: 'pane progress',
    summary: 'Show how far a pane is from its goal, as its entries tell.',
    arguments: [paneNameArgument],
    examples: [
      { command: 'znav pane log backend "Moved the login" --goal-delta "3 of 5 routes done"', explains: 'tell it' },
      { command: 'znav pane progress backend', explains: 'share done, and when the rest may be' },
    ],
    output: outputs.paneProgress,
    load: () => import('../commands/pane-progress.js'),
  },
  {
    path: 'pane rename',
    summary: 'Give a pane another name, here and in Zellij.',
    arguments: [paneNameArgument, { name: 'to', description: 'its new name', required: true }],
    examples: [{ command: 'znav pane rename backend api', explains: 'history, artifacts and goal go along' }],
    output: outputs.paneRename,
    load: () => import('../commands/pane-rename.js'),
  },
  {
    path: 'pane forget',
    summary: 'Remove a pane and its history from what Perth knows. The pane in Zellij stays.',
    arguments: [paneNameArgument],
    options: [{ flags: '-y, --yes', description: 'do not ask' }],
    examples: [{ command: 'znav pane forget scratch --yes', explains: 'with history, artifacts and commands' }],
    output: outputs.paneForget,
    load: () => import('../commands/pane-forget.js'),
  },
  {
    path: 'pane move',
    summary: 'Say where a pane that is not open belongs: it is opened there next time.',
    arguments: [paneNameArgument],
    options: [{ flags: '--tab <tab>', description: 'the tab' }, session],
    examples: [{ command: 'znav pane move backend --tab api', explains: 'the next znav pane backend opens it in api' }],
    output: outputs.paneMove,
    load: () => import('../commands/pane-move.js'),
  },
  {
    path: 'search',
    summary: 'Search what was done in all panes.',
    arguments: [{ name: 'query', description: 'words; "in quotes" for a phrase', required: true }],
    options: [
      { flags: '--limit <n>', description: 'how many entries', parse: positiveCount, default: 10 },
      { flags: '--type <type>', description: 'only this kind', choices: entryTypes },
      { flags: '--since <time>', description: '30m, 2h, 3d, 1w, today, yesterday, or a date' },
    ],
    examples: [
      { command: 'znav search "token refresh"', explains: 'best first' },
      { command: 'znav search oauth --type milestone --json', explains: 'for a script' },
    ],
    output: outputs.search,
    load: () => import('../commands/search.js'),
  },
  {
    path: 'insights',
    summary: 'Show patterns of the work: times of day, switching, stuck panes, recurring files.',
    options: [{ flags: '--since <time>', description: '1w, 30d, or a date; all that is kept unless told' }],
    examples: [{ command: 'znav insights --since 2w', explains: 'of the last two weeks' }],
    output: outputs.insights,
    load: () => import('../commands/insights.js'),
  },
  {
    path: 'export',
    summary: 'Write out panes with their histories: Markdown, JSON, or context for a prompt.',
    arguments: [{ name: 'panes', description: 'all unless named', variadic: true, complete: 'panes' }],
    options: [
      { flags: '--type <type>', description: 'only this kind', choices: entryTypes },
      { flags: '--since <time>', description: '30m, 2h, 3d, 1w, today, yesterday, or a date' },
    ],
    examples: [
      { command: 'znav export > work.md', explains: 'everything, as a document' },
      { command: 'znav export backend web --since 1w --format context', explains: 'for an agent’s prompt' },
      { command: 'znav export --json | jq .data.panes', explains: 'in bulk, for a program' },
    ],
    output: outputs.export,
    load: () => import('../commands/export.js'),
  },
]
