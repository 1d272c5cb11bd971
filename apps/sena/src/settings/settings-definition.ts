import { type ConfigDefinition, type ConfigSources, type LoadedConfig, loadConfig } from '@engawa/config'
import { defaultSettings } from './default-settings.js'
import type { Settings, settingsSchema } from './settings-schema.js'

type Env = ConfigSources['env']

/** Where settings come from. Below `SENA_HOME` they keep their documented place, `config/settings.yaml`. */
export const settingsDefinition = (env: Env): ConfigDefinition<typeof settingsSchema> => ({
  app: 'sena',
  schema: async () => (await import('./settings-schema.js')).settingsSchema,
  defaults: defaultSettings,
  environment: {
    OLLAMA_HOST: 'llm.base_url',
    SENA_HOST: 'api.host',
    SENA_PORT: 'api.port',
    SENA_REDIS_URL: 'live.redis_url',
    SENA_LOG_LEVEL: 'logging.level',
  },
  flags: { '--host': 'api.host', '--port': 'api.port' },
  userFile: env.SENA_HOME ? 'config/settings.yaml' : 'settings.yaml',
})

/** @throws ConfigError that names the file or the variable, the key, what was found and what is expected */
export const loadSettings = (sources: ConfigSources): Promise<LoadedConfig<Settings>> =>
  loadConfig(settingsDefinition(sources.env), sources)
