import type { CommandDefinition } from '@engawa/cli-kit'
import { chatCommand } from './chat-definition.js'

const shared = [
  '--session',
  '--continue',
  '--model',
  '--provider',
  '--role',
  '--system',
  '--temperature',
  '--max-tokens',
  '--max-cost',
  '--pane',
]

/** `zen` alone. */
export const interactiveCommand: CommandDefinition = {
  path: '',
  summary: 'Talk at the terminal: what is typed is sent, /help shows what else there is.',
  options: (chatCommand.options ?? []).filter(({ flags }) =>
    shared.some((name) => flags.includes(`${name} `) || flags.endsWith(name)),
  ),
  examples: [
    { command: 'zen', explains: 'begin a conversation' },
    { command: 'zen -c', explains: 'go on in the last one' },
    { command: 'zen -s design -m sonnet --role reviewer', explains: 'in a named one, with a model and a role' },
  ],
  load: () => import('../interactive/run-session.js'),
}
