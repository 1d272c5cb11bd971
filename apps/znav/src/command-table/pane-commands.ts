import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from '@engawa/cli-kit'
import { entrySources, entryTypes } from '../domain/intent.js'
import { positiveCount } from './option-values.js'
import { outputs } from './schemas.js'

export const paneNameArgument: ArgumentDefinition = {
  name: 'name',
  description: 'pane name: letters, digits, dash, underscore',
  required: true,
  complete: 'panes',
}

export const session: OptionDefinition = {
  flags: '--session <name>',
  description: 'session of Zellij; the pane’s own, the surrounding or the only one unless told',
  complete: 'sessions',
}

export const paneCommands: readonly CommandDefinition[] = [
  {
    path: 'pane',
    summary: 'Open a pane, or return to it.',
    arguments: [paneNameArgument],
    options: [
      { flags: '--tab <tab>', description: 'tab to make the pane in, made where missing' },
      session,
      { flags: '--meta <key=value...>', description: 'remember something about the pane' },
    ],
    examples: [
      { command: 'znav pane backend', explains: 'go to the pane backend, wherever it is' },
      {
        command: 'znav pane backend --tab api --meta ticket=42',
        explains: 'make it in the tab api if it is not there',
      },
    ],
    output: outputs.paneOpen,
    load: () => import('../commands/pane-open.js'),
  },
  {
    path: 'pane log',
    summary: 'Write down what was done in a pane.',
    arguments: [
      paneNameArgument,
      { name: 'summary', description: 'one or two sentences, at most 500 characters; - or nothing reads stdin' },
    ],
    options: [
      { flags: '--type <type>', description: 'kind of entry', choices: entryTypes, default: 'checkpoint' },
      { flags: '--artifacts <paths...>', description: 'files that the work was about' },
      { flags: '--source <source>', description: 'who logs it', choices: entrySources, default: 'manual' },
      {
        flags: '--goal-delta <text>',
        description: 'what it did for the goal: 60%, "3 of 5 routes done", "2 tests left"',
      },
    ],
    examples: [
      { command: 'znav pane log backend "Fixed the token refresh" --type milestone', explains: 'log a milestone' },
      {
        command: 'znav pane log backend "Isolated the bug" --artifacts src/auth.ts test/auth.test.ts',
        explains: 'name the files',
      },
      { command: 'git log -1 --format=%s | znav pane log backend', explains: 'log what another command says' },
    ],
    output: outputs.paneLog,
    load: () => import('../commands/pane-log.js'),
  },
  {
    path: 'pane history',
    summary: 'Show what was done in a pane, newest first.',
    arguments: [paneNameArgument],
    options: [
      { flags: '--last <n>', description: 'how many entries', parse: positiveCount, default: 10 },
      { flags: '--type <type>', description: 'only this kind', choices: entryTypes },
      { flags: '--since <time>', description: '30m, 2h, 3d, 1w, today, yesterday, or a date' },
    ],
    examples: [
      { command: 'znav pane history backend --last 3', explains: 'the last three entries' },
      { command: 'znav pane history backend --format context', explains: 'for a prompt, with the next step' },
      { command: 'znav pane history backend --type milestone --since 1w --json', explains: 'for a script' },
    ],
    output: outputs.paneHistory,
    load: () => import('../commands/pane-history.js'),
  },
  {
    path: 'pane info',
    summary: 'Show where a pane is and how it fares.',
    arguments: [paneNameArgument],
    examples: [{ command: 'znav pane info backend', explains: 'session, tab, status, last intent, artifacts' }],
    output: outputs.paneInfo,
    load: () => import('../commands/pane-info.js'),
  },
]
