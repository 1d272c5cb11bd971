import type { ConfigApp } from '@engawa/cli-kit'
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
  configuredProviders: async (values, env) =>
    (await import('../providers/consent-choices.js')).consentChoices(values as Settings, env),
  // Where they are is known to those that speak to them alone.
  providers: [],
}
