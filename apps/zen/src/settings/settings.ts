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
    current_project: '',
    projects: {},
    storage: {
      type: 'file',
      fallback: 'file',
      file_directory: 'conversations',
      sqlite_path: 'zen.db',
      outage_directory: 'outage',
      encryption: false,
    },
    session: { history_tokens: 32_000, ttl_hours: 24 },
    conversation: { compaction: 'ask' },
  },
  environment: {
    ZEN_MODEL: 'models.default',
    ZEN_PROVIDER: 'models.default_provider',
    ZEN_PROJECT: 'current_project',
    ZEN_STORAGE_TYPE: 'storage.type',
    ZEN_STORAGE_FALLBACK: 'storage.fallback',
    ZEN_STORAGE_FILE_DIRECTORY: 'storage.file_directory',
    ZEN_STORAGE_SQLITE_PATH: 'storage.sqlite_path',
    ZEN_STORAGE_ENCRYPTION: 'storage.encryption',
    ZEN_STORAGE_POSTGRES_URL: 'storage.postgres_url',
    ZEN_STORAGE_REDIS_URL: 'storage.redis_url',
    ZEN_STORAGE_REDIS_HOST: 'storage.redis_host',
    ZEN_STORAGE_REDIS_PORT: 'storage.redis_port',
    ZEN_STORAGE_REDIS_DB: 'storage.redis_db',
    ZEN_STORAGE_REDIS_USERNAME: 'storage.redis_username',
    ZEN_STORAGE_REDIS_PASSWORD: 'storage.redis_password',
    ZEN_STORAGE_REDIS_KEY_PREFIX: 'storage.redis_key_prefix',
  },
  secrets: ['storage.redis_url', 'storage.postgres_url'],
  flags: {
    '--project': 'current_project',
    '--storage': 'storage.type',
    '--require-storage': 'storage.fallback',
  },
  userFile: 'config.json',
  projectFile: '.zen.json',
  // A cloned repository may not choose where words are sent or kept, unless its person agreed to that very choice once;
  // the name of a model chooses a provider too.
  personal: [
    ...['providers', 'storage', 'projects', 'current_project'],
    ...['models.default', 'models.default_provider', 'models.own'],
  ],
  trustCommand: 'zen project trust',
  profiles: { table: 'projects', chosenBy: 'current_project' },
}
