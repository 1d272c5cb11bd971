import type { CommandDefinition } from '@engawa/cli-kit'
import { outputs } from './schemas.js'

export const hookCommands: readonly CommandDefinition[] = [
  {
    path: 'init',
    summary: 'Print the hook that records the commands of a shell; for eval.',
    arguments: [{ name: 'shell', description: 'the shell', required: true, choices: ['zsh', 'bash', 'fish'] }],
    examples: [
      { command: 'eval "$(znav init zsh)"', explains: 'in ~/.zshrc' },
      { command: 'eval "$(znav init bash)"', explains: 'in ~/.bashrc; bash 5 or later' },
      { command: 'znav init fish | source', explains: 'in ~/.config/fish/config.fish' },
    ],
    output: { type: 'string' },
    load: () => import('../commands/init.js'),
  },
  {
    path: 'hook',
    summary: 'Record the commands of a pane, or do not; say which.',
    arguments: [
      { name: 'switch', description: 'what to do', required: true, choices: ['on', 'off', 'status'] },
      { name: 'name', description: 'a pane; the one around this command unless told', complete: 'panes' },
    ],
    examples: [
      { command: 'znav hook off', explains: 'no more of this pane' },
      { command: 'znav hook on backend', explains: 'again of the pane backend' },
      { command: 'PERTH_OFF=1', explains: 'no more of this shell' },
      { command: 'touch ~/private/.perth-off', explains: 'nothing in that folder and below' },
    ],
    output: outputs.hook,
    load: () => import('../commands/hook-switch.js'),
  },
  {
    path: 'hook collect',
    summary: 'Take over what the hooks wrote down; started by the hooks themselves.',
    examples: [],
    hidden: true,
    load: () => import('../commands/hook-collect.js'),
  },
]
