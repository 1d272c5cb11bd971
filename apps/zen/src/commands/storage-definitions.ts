import type { CommandDefinition } from '@engawa/cli-kit'
import { storageTypes } from '../settings/storage-options.js'
import {
  storageMigrateOutput,
  storageResealOutput,
  storageStatusOutput,
  storageSyncOutput,
  storageVerifyOutput,
} from './output-schemas.js'

export const storageCommands: readonly CommandDefinition[] = [
  {
    path: 'storage status',
    summary: 'Say where conversations are kept, whether it answers, and what waits to be merged.',
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
    examples: [{ command: 'zen storage sync', explains: 'now; fails when the server is still away' }],
    output: storageSyncOutput,
    load: () => import('./storage-sync.js'),
  },
  {
    path: 'storage migrate',
    summary: 'Copy everything into another backend. Cut off, run it again; the source stays as it is.',
    options: [
      { flags: '--from <type>', description: 'the backend in use unless told', choices: storageTypes },
      { flags: '--to <type>', description: 'where to, as the settings say it is', choices: storageTypes },
      { flags: '--dry-run', description: 'count what would be copied, and write nothing' },
    ],
    examples: [
      { command: 'zen storage migrate --to redis --dry-run', explains: 'see how much there is' },
      { command: 'zen storage migrate --to redis && zen config set storage.type redis', explains: 'move' },
    ],
    output: storageMigrateOutput,
    load: () => import('./storage-migrate.js'),
  },
  {
    path: 'storage reseal',
    summary: 'Encrypt what was kept before encryption was on, or with an earlier key. Cut off, run it again.',
    options: [{ flags: '--rotate', description: 'make a new key first; the earlier ones stay in the key store' }],
    examples: [
      { command: 'zen config set storage.encryption true && zen storage reseal', explains: 'encrypt everything' },
      { command: 'zen storage reseal --rotate', explains: 'with a new key' },
    ],
    output: storageResealOutput,
    load: () => import('./storage-reseal.js'),
  },
  {
    path: 'storage verify',
    summary: 'Read everything that is kept, and say whether all of it is whole. Nothing is written.',
    options: [
      {
        flags: '--against <type>',
        description: 'compare with this one, which is to hold the same',
        choices: storageTypes,
      },
    ],
    examples: [
      { command: 'zen storage verify', explains: 'fails with exit code 6 when something is damaged, and names it' },
      { command: 'zen storage verify --against redis', explains: 'after a migration: is all of it there, too?' },
    ],
    output: storageVerifyOutput,
    load: () => import('./storage-verify.js'),
  },
]
