import type { Settings } from './settings-schema.js'

/** What holds where nobody set anything. The schema has the same; a test compares them. Here without zod's start. */
export const defaultSettings: Settings = {
  llm: {
    base_url: 'http://localhost:11434',
    models: {
      fast: { max_tokens: 2_048, temperature: 0.7, context_window: 8_192 },
      critical: { max_tokens: 4_096, temperature: 0.5, context_window: 32_768 },
      code: { max_tokens: 8_192, temperature: 0.3, context_window: 16_384 },
    },
  },
  memory: {
    short_term: { max_messages: 20, expire_after: 3_600 },
    retrieval: { dynamic_threshold: 0.3, max_results: 5 },
  },
  extensions: { timeout: 5 },
  api: {
    host: '127.0.0.1',
    port: 8_000,
    allowed_hosts: [],
    cors: { enabled: true, origins: [] },
    websocket: { heartbeat_interval: 30, max_connections: 10 },
  },
  live: { redis_url: '', channel: 'sena:live' },
  database: { path: 'memory/sena.db' },
  logging: { level: 'info' },
}
