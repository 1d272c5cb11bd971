import type { CommandDefinition } from '@engawa/cli-kit'
import { session } from './pane-commands.js'
import { outputs } from './schemas.js'

export const sessionCommands: readonly CommandDefinition[] = [
  {
    path: 'list',
    summary: 'Show all panes as a tree, with the last intent of each.',
    examples: [
      { command: 'znav list', explains: 'sessions, tabs, panes' },
      { command: 'znav list --format context', explains: 'for a prompt' },
    ],
    output: outputs.list,
    load: () => import('../commands/list.js'),
  },
  {
    path: 'tab',
    summary: 'Go to a tab, making it where it is missing.',
    arguments: [{ name: 'name', description: 'tab name', required: true }],
    options: [session],
    examples: [{ command: 'znav tab api', explains: 'go to the tab api' }],
    output: outputs.tab,
    load: () => import('../commands/tab.js'),
  },
  {
    path: 'reconcile',
    summary: 'Compare what is remembered of panes with what Zellij shows.',
    examples: [{ command: 'znav reconcile', explains: 'after Zellij was restarted or panes were closed by hand' }],
    output: outputs.reconcile,
    load: () => import('../commands/reconcile.js'),
  },
]
