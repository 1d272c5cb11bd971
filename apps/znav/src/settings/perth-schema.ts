import * as z from 'zod'

const address = (...schemes: readonly string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)) && URL.canParse(text), {
    error: `expected an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  })

/** What `config.toml` may hold. Loaded only when there is something to check: zod costs many milliseconds. */
export const perthSchema = z.object({
  /** Where the state is shared. Without it znav keeps its own file. */
  redis_url: address('redis', 'rediss').optional(),
  /** The broker that milestones are announced to. Without it none are. */
  bloodbank_url: address('amqp', 'amqps').optional(),
  intent_tracking: z.object({
    enabled: z.boolean(),
    auto_snapshot_interval: z.int().min(1).max(10_000),
    history_depth: z.int().min(1).max(10_000),
    history_ttl_days: z.int().min(1).max(36_500),
  }),
  llm: z.object({
    provider: z.enum(['anthropic', 'openai', 'local', 'none']),
    anthropic_api_key: z.string().optional(),
    openai_api_key: z.string().optional(),
    local_endpoint: z.url().optional(),
    model: z.string().optional(),
    timeout_secs: z.int().min(1).max(600),
  }),
  privacy: z.object({
    filter_secrets: z.boolean(),
    secret_patterns: z.array(
      z.object({
        name: z.string().min(1),
        pattern: z.string().min(1),
        matches: z.array(z.string()).min(1),
        ignores: z.array(z.string()).optional(),
      }),
    ),
    require_consent: z.boolean(),
    consent_given: z.boolean(),
  }),
})
