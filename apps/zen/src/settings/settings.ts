import type { ConfigDefinition } from '@engawa/config'
import type { settingsSchema } from './schema.js'

export type SettingsSchema = typeof settingsSchema
export type Settings = SettingsSchema['_zod']['output']

/** zen's configuration: `~/.zen-cli/config.json`, or below `ZEN_HOME`. */
export const settingsDefinition: ConfigDefinition<SettingsSchema> = {
  app: 'zen',
  schema: async () => (await import('./schema.js')).settingsSchema,
  defaults: {
    version: '1.0',
    models: { default: '', default_provider: '', temperature: null, context_window: null, own: {} },
    providers: {},
    storage: { type: 'file', file_directory: 'conversations', sqlite_path: 'zen.db' },
    session: { history_tokens: 32_000 },
  },
  environment: {
    ZEN_MODEL: 'models.default',
    ZEN_PROVIDER: 'models.default_provider',
    ZEN_STORAGE_TYPE: 'storage.type',
  },
  userFile: 'config.json',
  projectFile: '.zen.json',
  // A cloned repository may not choose where words are sent or kept; the name of a model chooses a provider too.
  personal: ['providers', 'storage', 'models.default', 'models.default_provider', 'models.own'],
}
