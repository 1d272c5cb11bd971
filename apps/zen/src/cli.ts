import {
  type CliDefinition,
  completionCommand,
  configCommands,
  configCompletions,
  doctorCommand,
  keyCommands,
  keyCompletions,
} from '@engawa/cli-kit'
import { chatCommand } from './commands/chat-definition.js'
import { modelsDefinitions } from './commands/models-definitions.js'
import { projectCommands } from './commands/project-definitions.js'
import { sessionCommands } from './commands/session-definitions.js'
import { storageCommands } from './commands/storage-definitions.js'
import { usageDefinition } from './commands/usage-definition.js'
import { zenLog } from './log/zen-log.js'
import { inProject } from './project/in-project.js'
import { configApp } from './settings/config-app.js'
import { keyApp } from './settings/key-app.js'
import { globalOptions } from './settings/storage-options.js'

/** Everything zen understands, as data. Each command's work is loaded when it runs. */
export const cli: CliDefinition = {
  name: 'zen',
  version: __VERSION__,
  summary: 'Ask language models from the terminal. Conversations go on across models and processes.',
  formats: ['text', 'json', 'markdown'],
  examples: [
    { command: 'zen chat "Why is the sky blue?"', explains: 'ask' },
    { command: 'git diff | zen chat "Review this" -s review', explains: 'pipe something in; name the conversation' },
    { command: 'zen chat -c "And the error handling?"', explains: 'go on where the last one stopped' },
    {
      command: 'zen chat "Explain" -f src/main.ts --dry-run',
      explains: 'see exactly what would be sent, send nothing',
    },
  ],
  log: zenLog,
  globalOptions,
  commands: [
    chatCommand,
    ...sessionCommands,
    ...projectCommands,
    ...modelsDefinitions,
    usageDefinition,
    ...storageCommands,
    ...keyCommands(keyApp),
    ...configCommands(configApp),
    doctorCommand('zen', async (context) => (await import('./commands/doctor-checks.js')).doctorChecks(context)),
    completionCommand({ name: 'zen' }),
  ].map(inProject),
  completions: {
    projects: async (context) => (await import('./commands/complete-projects.js')).projectNames(context),
    ...configCompletions(configApp),
    ...keyCompletions(keyApp),
    sessions: async (context) => (await import('./commands/complete-sessions.js')).sessionNames(context),
    'deleted-sessions': async (context) => (await import('./commands/complete-sessions.js')).deletedNames(context),
    models: async (context) => (await import('./commands/complete-models.js')).modelNames(context),
  },
}
