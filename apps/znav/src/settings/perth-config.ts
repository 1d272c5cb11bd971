import { join } from 'node:path'
import {
  appDirectories,
  type ConfigDefinition,
  type ConfigSources,
  type LoadedConfig,
  loadConfig,
} from '@engawa/config'
import type { z } from 'zod'
import type { perthSchema } from './perth-schema.js'

export type PerthConfig = z.output<typeof perthSchema>

/** Perth's settings: names, defaults, and the variables that override the file. */
export const perthConfig: ConfigDefinition<typeof perthSchema> = {
  app: 'perth',
  schema: async () => (await import('./perth-schema.js')).perthSchema,
  userFile: 'config.toml',
  defaults: {
    redis_url: '',
    bloodbank_url: '',
    events: { format: 'engawa' },
    intent_tracking: {
      enabled: true,
      auto_snapshot_interval: 10,
      auto_snapshot_pause_secs: 10,
      history_depth: 100,
      history_ttl_days: 90,
    },
    llm: { provider: 'none', timeout_secs: 10 },
    restoration: {
      snapshot_ttl_days: 30,
      run: [],
      env: ['VIRTUAL_ENV', 'CONDA_DEFAULT_ENV', 'NODE_ENV', 'KUBECONFIG'],
    },
    privacy: { filter_secrets: true, secret_patterns: [], require_consent: true, consent_given: false },
  },
  environment: {
    PERTH_REDIS_URL: 'redis_url',
    PERTH_BLOODBANK_URL: 'bloodbank_url',
    PERTH_EVENTS_FORMAT: 'events.format',
    PERTH_INTENT_TRACKING: 'intent_tracking.enabled',
    PERTH_HISTORY_DEPTH: 'intent_tracking.history_depth',
    PERTH_HISTORY_TTL_DAYS: 'intent_tracking.history_ttl_days',
    PERTH_SNAPSHOT_TTL_DAYS: 'restoration.snapshot_ttl_days',
  },
  // Passwords inside addresses are masked in any setting.
  secrets: ['llm.anthropic_api_key', 'llm.openai_api_key'],
}

/** Settings that were found valid once are not checked again while they stay as they are. */
export function loadPerthConfig(sources: ConfigSources): Promise<LoadedConfig<PerthConfig>> {
  return loadConfig(perthConfig, { ...sources, ...(holdsPassword(sources.env) ? {} : { validated: noteOf(sources) }) })
}

function noteOf({ env }: ConfigSources) {
  const schema = typeof __VERSION__ === 'string' ? __VERSION__ : 'source'
  return { file: join(appDirectories('perth', env).cache, 'validated-settings'), schema }
}

/** The note holds a hash of the settings; of a password in a variable not even that is to be written anywhere. */
function holdsPassword({ PERTH_REDIS_URL = '', PERTH_BLOODBANK_URL = '' }: ConfigSources['env']): boolean {
  return PERTH_REDIS_URL.includes('@') || PERTH_BLOODBANK_URL.includes('@')
}
