import type { Capability } from '../provider.js'

/** US dollars for a million tokens. What isn't known is left out: never 0. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
  readonly cachedInput?: number
  /** Requests with more input tokens than this cost more, by how much is not kept here. */
  readonly upToInputTokens?: number
  /** When the provider's page said so: `2026-07`. */
  readonly asOf: string
}

export interface ModelEntry {
  /** Id of the provider: `gemini`. */
  readonly provider: string
  /** As the provider writes it. */
  readonly model: string
  readonly aliases: readonly string[]
  /** Tokens of input and output together. */
  readonly contextWindow?: number
  readonly maxOutput?: number
  readonly price?: ModelPrice
  readonly capabilities: readonly Capability[]
}

const openai = ['tools', 'images', 'response-schema', 'think', 'seed'] as const
const gemini = ['tools', 'images', 'response-schema', 'think', 'stop'] as const
const anthropic = ['tools', 'images', 'response-schema', 'think', 'stop'] as const

/** The models that have a short name, and what is known of them. A model that isn't here can be used all the same. */
export const modelRegistry: readonly ModelEntry[] = [
  {
    provider: 'openai',
    model: 'gpt-5.4',
    aliases: ['gpt'],
    contextWindow: 1_050_000,
    maxOutput: 128_000,
    price: { input: 2.5, output: 15, cachedInput: 0.25, upToInputTokens: 272_000, asOf: '2026-03' },
    capabilities: openai,
  },
  {
    provider: 'openai',
    model: 'gpt-5.4-mini',
    aliases: ['mini'],
    contextWindow: 400_000,
    maxOutput: 128_000,
    price: { input: 0.75, output: 4.5, asOf: '2026-04' },
    capabilities: openai,
  },
  { provider: 'openai', model: 'gpt-5.4-nano', aliases: ['nano'], capabilities: openai },
  {
    provider: 'openai',
    model: 'o3',
    aliases: ['o3'],
    contextWindow: 200_000,
    maxOutput: 100_000,
    price: { input: 2, output: 8, cachedInput: 0.5, asOf: '2025-06' },
    capabilities: ['tools', 'images', 'response-schema', 'think'],
  },
  {
    provider: 'openai',
    model: 'gpt-4o-mini',
    aliases: ['4o-mini'],
    contextWindow: 128_000,
    maxOutput: 16_384,
    price: { input: 0.15, output: 0.6, cachedInput: 0.075, asOf: '2025-06' },
    capabilities: ['tools', 'images', 'response-schema', 'seed', 'stop'],
  },
  { provider: 'openai', model: 'text-embedding-3-small', aliases: [], contextWindow: 8_192, capabilities: ['embed'] },
  { provider: 'anthropic', model: 'claude-opus-5-5', aliases: ['opus'], capabilities: anthropic },
  { provider: 'anthropic', model: 'claude-sonnet-5-5', aliases: ['sonnet', 'claude'], capabilities: anthropic },
  { provider: 'anthropic', model: 'claude-haiku-5-5', aliases: ['haiku'], capabilities: anthropic },
  {
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    aliases: [],
    contextWindow: 200_000,
    maxOutput: 64_000,
    price: { input: 1, output: 5, cachedInput: 0.1, asOf: '2026-05' },
    capabilities: anthropic,
  },
  {
    provider: 'gemini',
    model: 'gemini-3.5-flash',
    aliases: ['flash'],
    contextWindow: 1_048_576,
    maxOutput: 65_536,
    price: { input: 1.5, output: 9, cachedInput: 0.15, asOf: '2026-05' },
    capabilities: gemini,
  },
  {
    provider: 'gemini',
    model: 'gemini-3.1-pro-preview',
    aliases: ['pro'],
    contextWindow: 1_048_576,
    maxOutput: 65_536,
    price: { input: 2, output: 12, upToInputTokens: 200_000, asOf: '2026-06' },
    capabilities: gemini,
  },
  {
    provider: 'gemini',
    model: 'gemini-3.1-flash-lite',
    aliases: ['flash-lite'],
    contextWindow: 1_048_576,
    maxOutput: 65_536,
    price: { input: 0.25, output: 1.5, asOf: '2026-05' },
    capabilities: gemini,
  },
]

/** Names that tell their provider by how they begin. `gpt-oss` is not among them: it runs on Ollama. */
export const modelFamilies: readonly { readonly pattern: RegExp; readonly provider: string }[] = [
  { pattern: /^claude-/i, provider: 'anthropic' },
  { pattern: /^gemini-/i, provider: 'gemini' },
  { pattern: /^(gpt-\d|chatgpt-|o\d(-|$)|text-embedding-)/i, provider: 'openai' },
]
