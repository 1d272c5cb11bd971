import type { CommandDefinition } from '@engawa/cli-kit'
import { paneNameArgument } from './pane-commands.js'
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
]
