import type { CommandDefinition } from '@engawa/cli-kit'
import { outputs } from './schemas.js'

export const eventCommands: readonly CommandDefinition[] = [
  {
    path: 'events status',
    summary: 'Show what waits for the broker, what was lost, and whether the broker is there.',
    examples: [
      { command: 'znav events status', explains: 'events that wait, the oldest of them, the last error' },
      { command: 'znav events status --json | jq .data.dropped_events', explains: 'what was given up on, by type' },
    ],
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
    path: 'events tail',
    summary: 'Print events as they come, one on a line, until Ctrl-C.',
    options: [{ flags: '--pattern <pattern...>', description: 'topics: * is one word, # any number; all unless told' }],
    examples: [
      { command: 'znav events tail', explains: 'everything that is announced' },
      { command: "znav events tail --pattern 'perth.milestone.*' --json | jq .data.payload", explains: 'for a script' },
    ],
    output: outputs.eventsTail,
    load: () => import('../commands/events-tail.js'),
  },
  {
    path: 'events relay',
    summary: 'Hand waiting events to the broker in the background; started by znav itself.',
    examples: [],
    hidden: true,
    load: () => import('../commands/events-relay.js'),
  },
]
