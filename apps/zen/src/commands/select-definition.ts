import type { CommandDefinition } from '@engawa/cli-kit'
import { commonOptions } from '../tools/command/tool-commands.js'
import { doOutput, selectOutput } from './select-schemas.js'

const task = { name: 'task', description: 'what is to be done, in words', variadic: true } as const

/** `zen select` and `zen do` */
export const selectCommands: readonly CommandDefinition[] = [
  {
    path: 'select',
    summary: 'Say which tool and mode a task is for, and how sure that is. No model is asked.',
    arguments: [task],
    examples: [
      { command: 'zen select "Review login.py for security problems"', explains: 'tool, mode, alternatives, command' },
      { command: 'zen select "Why does the upload hang?" --json', explains: 'for a script' },
    ],
    output: selectOutput,
    load: async () => import('./select.js'),
  },
  {
    path: 'do',
    summary: 'Select the tool for a task and run it. Asks first when it is not sure.',
    arguments: [task],
    options: [
      { flags: '-y, --yes', description: 'run the likeliest tool without asking' },
      ...commonOptions({ modes: [], steps: false }),
    ],
    examples: [
      {
        command: 'zen do "Review the error handling in src/main.ts"',
        explains: 'says which tool it takes, and runs it',
      },
      { command: 'git diff | zen do "Is anything slow in this diff?" --yes', explains: 'in a script' },
    ],
    output: doOutput,
    load: async () => import('./do.js'),
  },
]
