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
  {
    path: 'migrate',
    summary: 'Take over what version 1 left in Redis, or carry everything between Redis and the embedded file.',
    options: [
      {
        flags: '--from <store>',
        description: 'where it is: keys znav:* of version 1, the embedded file, or Redis',
        choices: ['v1', 'sqlite', 'redis'],
        default: 'v1',
      },
      { flags: '--dry-run', description: 'say what would be done, and write nothing' },
      { flags: '--remove-old', description: 'remove the keys of version 1 once their panes have arrived whole' },
    ],
    examples: [
      { command: 'znav migrate --dry-run', explains: 'what version 1 left in the Redis of redis_url' },
      { command: 'znav migrate', explains: 'take it over; it can be stopped and run again' },
      { command: 'znav migrate --from sqlite', explains: 'after redis_url was set: bring along what the file holds' },
      { command: 'znav migrate --from redis', explains: 'and back, before redis_url is unset' },
    ],
    output: outputs.migrate,
    load: () => import('../commands/migrate.js'),
  },
]
