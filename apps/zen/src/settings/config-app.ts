import type { ConfigApp } from '@engawa/cli-kit'
import { knownProviders } from '../providers/known-providers.js'
import { settingsDefinition } from './settings.js'

/** What `zen config …` needs to know of zen. */
export const configApp: ConfigApp = {
  program: 'zen',
  definition: settingsDefinition,
  sends: [
    'the question, with piped input and the files you name',
    'earlier messages of the same conversation, as far as they fit',
    'the --system text',
  ],
  providers: knownProviders.filter(({ kind }) => kind !== 'ollama').map(({ id }) => ({ id })),
}
