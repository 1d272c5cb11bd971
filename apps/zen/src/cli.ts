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
import { sessionListOutput, sessionShowOutput } from './commands/output-schemas.js'
import { parseCount } from './commands/parse-number.js'
import { storageCommands } from './commands/storage-definitions.js'
import { usageDefinition } from './commands/usage-definition.js'
import { zenLog } from './log/zen-log.js'
import { configApp } from './settings/config-app.js'
import { keyApp } from './settings/key-app.js'
import { storageOptions } from './settings/storage-options.js'

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
  commands: [
    chatCommand,
    {
      path: 'session list',
      summary: 'List conversations, the latest first.',
      options: [
        { flags: '-n, --limit <count>', description: 'at most this many', default: 20, parse: parseCount },
        ...storageOptions,
      ],
      examples: [
        { command: 'zen session list', explains: 'the last twenty' },
        { command: 'zen session list --json', explains: 'for a script' },
      ],
      output: sessionListOutput,
      load: () => import('./commands/session-list.js'),
    },
    {
      path: 'session show',
      summary: 'Show what was said in a conversation.',
      arguments: [{ name: 'name', description: 'the session', required: true, complete: 'sessions' }],
      options: [
        { flags: '-n, --last <count>', description: 'the last messages', default: 50, parse: parseCount },
        ...storageOptions,
      ],
      examples: [
        { command: 'zen session show review', explains: 'the last fifty messages' },
        { command: 'zen session show review --format markdown > review.md', explains: 'as a document' },
      ],
      output: sessionShowOutput,
      load: () => import('./commands/session-show.js'),
    },
    ...modelsDefinitions,
    usageDefinition,
    ...storageCommands,
    ...keyCommands(keyApp),
    ...configCommands(configApp),
    doctorCommand('zen', async (context) => (await import('./commands/doctor-checks.js')).doctorChecks(context)),
    completionCommand({ name: 'zen' }),
  ],
  completions: {
    ...configCompletions(configApp),
    ...keyCompletions(keyApp),
    sessions: async (context) => (await import('./commands/complete-sessions.js')).sessionNames(context),
    models: async (context) => (await import('./commands/complete-models.js')).modelNames(context),
  },
}
