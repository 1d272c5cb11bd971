import type { CommandDefinition } from '@engawa/cli-kit'
import { outputs } from './schemas.js'

export const eventCommands: readonly CommandDefinition[] = [
  {
    path: 'events status',
    summary: 'Show how many events wait for the broker.',
    examples: [{ command: 'znav events status', explains: 'pending events and the oldest of them' }],
    output: outputs.eventsStatus,
    load: () => import('../commands/events-status.js'),
  },
  {
    path: 'events flush',
    summary: 'Hand all waiting events to the broker now.',
    examples: [{ command: 'znav events flush', explains: 'after the broker has come back' }],
    output: outputs.eventsFlush,
    load: () => import('../commands/events-flush.js'),
  },
  {
    path: 'events relay',
    summary: 'Hand waiting events to the broker in the background; started by znav itself.',
    examples: [],
    hidden: true,
    load: () => import('../commands/events-relay.js'),
  },
]
