import * as z from 'zod'
import { capabilities } from '../providers/capabilities.js'
import { storageSchema } from './storage-schema.js'

const providerSchema = z.strictObject({
  kind: z.enum(['ollama', 'openai', 'anthropic', 'gemini', 'openai-compatible']),
  base_url: z.url({ protocol: /^https?$/ }).optional(),
  /** Name of the environment variable that holds the key. The key itself never stands in a file. */
  api_key_env: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/, 'must be the name of an environment variable, such as OPENROUTER_API_KEY')
    .optional(),
})

const dollars = z.number().min(0)

/** What a person knows of a model better than zen does: a new one, a name of their own, their own price. */
const modelSchema = z.strictObject({
  aliases: z.array(z.string().min(1)).optional(),
  context_window: z.int().min(1).optional(),
  max_output: z.int().min(1).optional(),
  /** All unless told: what it can't do, its server says. */
  capabilities: z.array(z.enum(capabilities)).optional(),
  /** US dollars for a million tokens. */
  price: z
    .strictObject({
      input: dollars,
      output: dollars,
      cached_input: dollars.optional(),
      as_of: z.string().regex(/^\d{4}-\d\d$/, 'must be a month, such as 2026-11'),
    })
    .optional(),
})

const modelsSchema = z.strictObject({
  /** Model, alias or `provider/model`. Empty: the first local one, then the first with a key. */
  default: z.string(),
  default_provider: z.string(),
  temperature: z.number().min(0).max(2).nullable(),
  /** Tokens that a local model reads. Null: as many as the question needs, up to 32,768. */
  context_window: z.int().min(512).nullable(),
  /** By `provider/model`. */
  own: z.record(z.string().regex(/^[a-z][a-z0-9-]*\/.+$/, 'must be provider/model'), modelSchema),
})

const sessionSchema = z.strictObject({
  /** Tokens of history at the most; the model's window bounds it too. */
  history_tokens: z.int().min(0),
  /** Hours after which `zen session clean` deletes what nobody used. Nothing goes by itself. */
  ttl_hours: z.int().min(1),
})

const conversationSchema = z.strictObject({
  /** Whether older messages are summarised by the model when they no longer fit: never, when you say so, by itself. */
  compaction: z.enum(['off', 'ask', 'auto']),
})

const providersSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), providerSchema)

/** A project's own settings; what it doesn't set is as everywhere. */
const projectSchema = z.strictObject({
  description: z.string().max(1_000).optional(),
  /** ISO 8601. */
  created_at: z.string().optional(),
  models: modelsSchema.partial().optional(),
  providers: providersSchema.optional(),
  storage: storageSchema.partial().optional(),
  session: sessionSchema.partial().optional(),
  conversation: conversationSchema.partial().optional(),
})

export const settingsSchema = z.strictObject({
  version: z.literal('1.0'),
  models: modelsSchema,
  providers: providersSchema,
  /** The project whose conversations are meant; empty: none in particular. */
  current_project: z.string(),
  projects: z.record(
    z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u, 'must be of letters, digits, _, . and -, 64 at the most'),
    projectSchema,
  ),
  storage: storageSchema,
  session: sessionSchema,
  conversation: conversationSchema,
})
