import type { CommandDefinition } from '@engawa/cli-kit'
import { storageOptions } from '../settings/storage-options.js'
import { storageStatusOutput, storageSyncOutput } from './output-schemas.js'

export const storageCommands: readonly CommandDefinition[] = [
  {
    path: 'storage status',
    summary: 'Say where conversations are kept, whether it answers, and what waits to be merged.',
    options: storageOptions,
    examples: [
      { command: 'zen storage status', explains: 'which backend serves, how fast, and who stands in' },
      { command: 'zen storage status --project project2 --json', explains: 'of another project, for a script' },
    ],
    output: storageStatusOutput,
    load: () => import('./storage-status.js'),
  },
  {
    path: 'storage sync',
    summary: 'Merge what was written while the server was away. It happens by itself, too.',
    options: storageOptions,
    examples: [{ command: 'zen storage sync', explains: 'now; fails when the server is still away' }],
    output: storageSyncOutput,
    load: () => import('./storage-sync.js'),
  },
]
