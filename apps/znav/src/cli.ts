import {
  type CliDefinition,
  completionCommand,
  configCommands,
  configCompletions,
  doctorCommand,
} from '@engawa/cli-kit'
import { agentCommands } from './command-table/agent-commands.js'
import { configApp } from './command-table/config-app.js'
import { eventCommands } from './command-table/event-commands.js'
import { hookCommands } from './command-table/hook-commands.js'
import { intentCommands } from './command-table/intent-commands.js'
import { paneCommands } from './command-table/pane-commands.js'
import { sessionCommands } from './command-table/session-commands.js'
import { snapshotCommands } from './command-table/snapshot-commands.js'
import { exitCodeOf } from './domain/errors.js'
import { znavLog } from './log/znav-log.js'

/** The command table: parser, help, completion and docs/reference.md are made from it. */
export function znavCli(version: string): CliDefinition {
  return {
    name: 'znav',
    version,
    summary: 'Perth: find the way back into work. Panes of Zellij with the intent of each, and its history.',
    formats: ['text', 'json', 'context', 'markdown'],
    exitCodeOf,
    log: znavLog,
    completions: {
      ...configCompletions(configApp),
      panes: async (context) => (await import('./commands/completions.js')).paneNames(context),
      snapshots: async (context) => (await import('./commands/completions.js')).snapshotNames(context),
      sessions: async (context) => (await import('./commands/completions.js')).sessionNames(context),
    },
    commands: [
      ...paneCommands,
      ...intentCommands,
      ...sessionCommands,
      ...snapshotCommands,
      ...eventCommands,
      ...hookCommands,
      ...agentCommands,
      ...configCommands(configApp),
      doctorCommand('znav', async (context) => (await import('./commands/doctor-checks.js')).doctorChecks(context)),
      completionCommand({ name: 'znav' }),
    ],
  }
}
