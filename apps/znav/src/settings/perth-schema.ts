import * as z from 'zod'

/** An address with one of these schemes, or nothing. */
const address = (...schemes: readonly string[]) =>
  z.string().refine((text) => text === '' || (URL.canParse(text) && schemes.includes(new URL(text).protocol)), {
    error: `an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  })

/** What `config.toml` may hold. Loaded only when there is something to check: zod costs many milliseconds. */
export const perthSchema = z.object({
  /** Where the state is shared. Empty: znav keeps its own file. */
  redis_url: address('redis:', 'rediss:'),
  /** The broker that milestones are announced to. Empty: none are. */
  bloodbank_url: address('amqp:', 'amqps:'),
  events: z.object({
    /** How events are written on the broker: our own envelope, or structured CloudEvents. */
    format: z.enum(['engawa', 'cloudevents']),
  }),
  intent_tracking: z.object({
    enabled: z.boolean(),
    auto_snapshot_interval: z.int().min(1).max(10_000),
    /** A shell starts no two collections closer together than this. */
    auto_snapshot_pause_secs: z.int().min(0).max(86_400),
    history_depth: z.int().min(1).max(10_000),
    history_ttl_days: z.int().min(1).max(36_500),
  }),
  llm: z.object({
    provider: z.enum(['anthropic', 'openai', 'local', 'none']),
    anthropic_api_key: z.string().optional(),
    openai_api_key: z.string().optional(),
    local_endpoint: z.url().optional(),
    /** Of the API of anthropic or openai, where a gateway stands before it. Consent is asked for this address. */
    base_url: z.url().optional(),
    model: z.string().optional(),
    timeout_secs: z.int().min(1).max(600),
  }),
  restoration: z.object({
    snapshot_ttl_days: z.int().min(1).max(36_500),
    /** Beginnings of commands that `snapshot restore --run` starts; all others are typed and wait. */
    run: z.array(z.string().min(1)),
    /** Variables that are kept of each pane. */
    env: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)),
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
