import {
  type CliDefinition,
  type ConfigApp,
  completionCommand,
  configCommands,
  configCompletions,
  doctorCommand,
  type KeyApp,
  keyCommands,
  keyCompletions,
  type OptionDefinition,
} from '@engawa/cli-kit'
import type { ConfigDefinition } from '@engawa/config'
import type { z } from 'zod'
import { settingsDefinition } from '../settings/settings-definition.js'
import type { Settings } from '../settings/settings-schema.js'
import type { Bundle } from './bundle.js'

const configApp: ConfigApp = {
  program: 'sena',
  definition: settingsDefinition(process.env) as unknown as ConfigDefinition<z.ZodObject>,
  sends: ['your messages', 'what Sena remembers and finds relevant to them', 'the results of extensions'],
  configuredProviders: async (values) => [
    { id: 'ollama', endpoint: (await import('../models/open-ollama.js')).ollamaEndpoint(values as Settings) },
  ],
  providers: [],
}

const keyApp: KeyApp = {
  program: 'sena',
  providers: async () => [{ id: 'ollama', variables: ['OLLAMA_API_KEY'] }],
}

const startOptions: readonly OptionDefinition[] = [
  { flags: '--port <number>', description: 'where to listen; 8000 unless set' },
  { flags: '--host <address>', description: "one of this machine's own addresses; 127.0.0.1 unless set" },
  { flags: '--web <folder>', description: 'the built web interface to serve; the bundled one unless told' },
  { flags: '--cli', description: 'talk in this terminal instead of starting the server' },
  { flags: '--session <id>', description: 'with --cli: go on with this conversation' },
]

/** Every command of `sena`; help, completion and the reference are made from it. */
export const senaCli = (version: string, bundle: Bundle): CliDefinition => ({
  name: 'sena',
  version,
  summary: 'An assistant that remembers, on this machine.',
  formats: ['text', 'json', 'markdown'],
  examples: [
    { command: 'sena', explains: 'start on http://127.0.0.1:8000' },
    { command: 'sena --port 8123', explains: 'on another port' },
    { command: 'sena --cli', explains: 'talk in this terminal' },
    { command: 'sena doctor', explains: 'what works and what does not' },
  ],
  completions: { ...configCompletions(configApp), ...keyCompletions(keyApp) },
  commands: [
    {
      path: '',
      summary: 'Start the server, or a conversation in this terminal.',
      options: startOptions,
      examples: [
        { command: 'sena', explains: 'start on http://127.0.0.1:8000' },
        { command: 'sena --port 8123', explains: 'on another port' },
        { command: 'sena --cli', explains: 'talk in this terminal' },
      ],
      load: async () => {
        const { start } = await import('./start.js')
        return { run: (context, input) => start(context, input, bundle) }
      },
    },
    {
      path: 'status',
      summary: 'Whether Sena runs, where, and what is available to it.',
      examples: [{ command: 'sena status --json', explains: 'for scripts' }],
      load: () => import('./status.js'),
    },
    {
      path: 'stop',
      summary: 'Stop the running Sena; answers under way are finished or kept.',
      examples: [{ command: 'sena stop', explains: 'returns when it has ended' }],
      load: () => import('./stop.js'),
    },
    doctorCommand('sena', async (context) => (await import('./doctor-checks.js')).doctorChecks(context)),
    ...keyCommands(keyApp),
    ...configCommands(configApp),
    completionCommand({ name: 'sena' }),
  ],
})
