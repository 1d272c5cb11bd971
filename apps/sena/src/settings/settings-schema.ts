import * as z from 'zod'

const model = (maxTokens: number, temperature: number, contextWindow: number) =>
  z.object({
    /** As the provider lists it. Without one the first installed model answers. */
    name: z.string().min(1).optional(),
    max_tokens: z.int().min(1).max(1_000_000).default(maxTokens),
    temperature: z.number().min(0).max(2).default(temperature),
    context_window: z.int().min(1_024).max(10_000_000).default(contextWindow),
  })

const seconds = (fallback: number) => z.number().min(0.01).max(86_400).default(fallback)

/** `settings.yaml`: the documented keys that this version reads. */
export const settingsSchema = z.object({
  llm: z
    .object({
      base_url: z.string().min(1).default('http://localhost:11434'),
      models: z
        .object({
          fast: model(2_048, 0.7, 8_192).prefault({}),
          critical: model(4_096, 0.5, 32_768).prefault({}),
          code: model(8_192, 0.3, 16_384).prefault({}),
        })
        .prefault({}),
    })
    .prefault({}),
  memory: z
    .object({
      short_term: z
        .object({ max_messages: z.int().min(1).max(1_000).default(20), expire_after: seconds(3_600) })
        .prefault({}),
      retrieval: z
        .object({
          /** Relevance, 0 to 1, below which a memory is left out. */
          dynamic_threshold: z.number().min(0).max(1).default(0.3),
          max_results: z.int().min(1).max(50).default(5),
        })
        .prefault({}),
    })
    .prefault({}),
  extensions: z.object({ timeout: seconds(5) }).prefault({}),
  api: z
    .object({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8_000),
      /** Host names beside the loopback's own that requests may be addressed to. */
      allowed_hosts: z.array(z.string().min(1)).default([]),
      /** Pages of other origins that may use Sena. */
      cors: z.object({ enabled: z.boolean().default(true), origins: z.array(z.url()).default([]) }).prefault({}),
      websocket: z
        .object({ heartbeat_interval: seconds(30), max_connections: z.int().min(1).max(10_000).default(10) })
        .prefault({}),
    })
    .prefault({}),
  /** Several instances behind one address: a Redis by which watchers of one see what happens in the others. */
  live: z
    .object({
      redis_url: z
        .string()
        .refine((text) => text === '' || /^rediss?:\/\//.test(text), {
          error: 'an address that begins with redis:// or rediss://, or nothing',
        })
        .default(''),
      /** Instances that share a channel share what they show. */
      channel: z.string().min(1).default('sena:live'),
    })
    .prefault({}),
  /** Where the database is; relative to Sena's data folder. */
  database: z.object({ path: z.string().min(1).default('memory/sena.db') }).prefault({}),
  logging: z.object({ level: z.enum(['debug', 'info', 'warning', 'error', 'critical']).default('info') }).prefault({}),
})

export type Settings = z.output<typeof settingsSchema>
