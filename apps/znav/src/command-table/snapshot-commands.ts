import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from '@engawa/cli-kit'
import { snapshotOutputs } from './snapshot-schemas.js'

const snapshot = (name: string, description: string, required = true): ArgumentDefinition => ({
  name,
  description,
  required,
  complete: 'snapshots',
})

const session: OptionDefinition = {
  flags: '--session <name>',
  description: 'session of Zellij; the surrounding or the only one unless told',
  complete: 'sessions',
}

export const snapshotCommands: readonly CommandDefinition[] = [
  {
    path: 'snapshot create',
    summary: 'Keep a session as it is now: tabs, panes, directories, commands, branches.',
    arguments: [{ name: 'name', description: 'letters, digits, dash, dot, underscore', required: true }],
    options: [{ flags: '--incremental', description: 'keep only what has changed since the last one' }, session],
    examples: [
      { command: 'znav snapshot create monday', explains: 'the session around this command, or the only one' },
      { command: 'znav snapshot create monday-2 --incremental', explains: 'a patch on the last one' },
    ],
    output: snapshotOutputs.create,
    load: () => import('../commands/snapshot-create.js'),
  },
  {
    path: 'snapshot list',
    summary: 'Show which snapshots are kept, newest first.',
    options: [{ ...session, description: 'only those of this session' }],
    examples: [{ command: 'znav snapshot list --session work', explains: 'with size, parent, and the latest marked' }],
    output: snapshotOutputs.list,
    load: () => import('../commands/snapshot-list.js'),
  },
  {
    path: 'snapshot show',
    summary: 'Show what is in a snapshot.',
    arguments: [snapshot('name', 'snapshot')],
    options: [session],
    examples: [{ command: 'znav snapshot show monday', explains: 'tabs, panes, directories, branches, commands' }],
    output: snapshotOutputs.show,
    load: () => import('../commands/snapshot-show.js'),
  },
  {
    path: 'snapshot diff',
    summary: 'Show what is different in a later snapshot.',
    arguments: [snapshot('a', 'earlier snapshot'), snapshot('b', 'later snapshot')],
    options: [session],
    examples: [{ command: 'znav snapshot diff monday tuesday', explains: 'panes that came, went or changed' }],
    output: snapshotOutputs.diff,
    load: () => import('../commands/snapshot-diff.js'),
  },
  {
    path: 'snapshot restore',
    summary: 'Make a session again from a snapshot, and compare it with what it was.',
    arguments: [snapshot('name', 'snapshot')],
    options: [
      { flags: '--into <session>', description: 'session to make, or to add the tabs to; the old name unless told' },
      { flags: '--dry-run', description: 'print the layout and what would happen' },
      { flags: '--run', description: 'start the commands that restoration.run allows; all others are typed only' },
      { ...session, description: 'session that the snapshot is of' },
    ],
    examples: [
      { command: 'znav snapshot restore monday', explains: 'after a restart; commands wait for Enter' },
      { command: 'znav snapshot restore monday --into review --run', explains: 'beside the running one' },
      { command: 'znav snapshot restore monday --dry-run', explains: 'the layout, and nothing done' },
    ],
    output: snapshotOutputs.restore,
    load: () => import('../commands/snapshot-restore.js'),
  },
  {
    path: 'snapshot verify',
    summary: 'Read snapshots and compare each with its checksum.',
    arguments: [snapshot('name', 'snapshot; all unless told', false)],
    options: [{ ...session, description: 'only those of this session' }],
    examples: [{ command: 'znav snapshot verify', explains: 'exit code 1 when one is damaged' }],
    output: snapshotOutputs.verify,
    load: () => import('../commands/snapshot-verify.js'),
  },
  {
    path: 'snapshot delete',
    summary: 'Delete a snapshot. Those that build on it stay whole.',
    arguments: [snapshot('name', 'snapshot')],
    options: [session],
    examples: [{ command: 'znav snapshot delete monday', explains: 'its children become patches on its parent' }],
    output: snapshotOutputs.delete,
    load: () => import('../commands/snapshot-delete.js'),
  },
]
