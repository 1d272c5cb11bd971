import type { ConfigApp } from '@engawa/cli-kit'
import { knownProviders } from '../providers/known-providers.js'
import { type Settings, settingsDefinition } from './settings.js'

/** What `zen config …` needs to know of zen. */
export const configApp: ConfigApp = {
  program: 'zen',
  definition: settingsDefinition,
  sends: [
    'the question, with piped input and the files you name',
    'earlier messages of the same conversation, as far as they fit',
    'the --system text',
  ],
  configuredProviders: (values) =>
    Object.entries((values as Settings).providers).map(([id, { base_url }]) => ({
      id,
      ...(base_url === undefined ? {} : { endpoint: base_url }),
    })),
  providers: knownProviders.filter(({ kind }) => kind !== 'ollama').map(({ id }) => ({ id })),
}
