import { type ConfigDefinition, type ConfigSources, type LoadedConfig, loadConfig } from '@engawa/config'
import type { z } from 'zod'
import type { perthSchema } from './perth-schema.js'

export type PerthConfig = z.output<typeof perthSchema>

/** Perth's settings: names, defaults, and the variables that override the file. */
export const perthConfig: ConfigDefinition<typeof perthSchema> = {
  app: 'perth',
  schema: async () => (await import('./perth-schema.js')).perthSchema,
  userFile: 'config.toml',
  defaults: {
    intent_tracking: { enabled: true, auto_snapshot_interval: 10, history_depth: 100, history_ttl_days: 90 },
    llm: { provider: 'none', timeout_secs: 10 },
    privacy: { filter_secrets: true, secret_patterns: [], require_consent: true, consent_given: false },
  },
  environment: {
    PERTH_REDIS_URL: 'redis_url',
    PERTH_BLOODBANK_URL: 'bloodbank_url',
    PERTH_INTENT_TRACKING: 'intent_tracking.enabled',
    PERTH_HISTORY_DEPTH: 'intent_tracking.history_depth',
    PERTH_HISTORY_TTL_DAYS: 'intent_tracking.history_ttl_days',
  },
  secrets: ['redis_url', 'bloodbank_url', 'llm.anthropic_api_key', 'llm.openai_api_key'],
}

export const loadPerthConfig = (sources: ConfigSources): Promise<LoadedConfig<PerthConfig>> =>
  loadConfig(perthConfig, sources)
