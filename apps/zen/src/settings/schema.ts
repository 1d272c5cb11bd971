import * as z from 'zod'
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

export const settingsSchema = z.strictObject({
  version: z.literal('1.0'),
  models: z.strictObject({
    /** Model, alias or `provider/model`. Empty: the first local one, then the first with a key. */
    default: z.string(),
    default_provider: z.string(),
    temperature: z.number().min(0).max(2).nullable(),
    /** Tokens that a local model reads. Null: as many as the question needs, up to 32,768. */
    context_window: z.int().min(512).nullable(),
  }),
  providers: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), providerSchema),
  /** The project whose conversations are meant; empty: none in particular. */
  current_project: z.string(),
  storage: storageSchema,
  session: z.strictObject({
    /** Tokens of history at the most; the model's window bounds it too. */
    history_tokens: z.int().min(0),
  }),
})
