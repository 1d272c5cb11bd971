import type { Adapter } from '../adapter.js'
import type { ProviderOptions } from '../provider.js'
import { anthropicAdapter } from './anthropic/anthropic-adapter.js'
import { geminiAdapter } from './gemini/gemini-adapter.js'
import { noneAdapter } from './none/none-adapter.js'
import { ollamaAdapter } from './ollama/ollama-adapter.js'
import { openaiAdapter } from './openai/openai-adapter.js'
import { openaiCompatibleAdapter } from './openai-compatible/openai-compatible-adapter.js'

/** Every kind of provider. A new one is a folder beside this file, and its line here. */
export const adapters = {
  ollama: ollamaAdapter,
  openai: openaiAdapter,
  anthropic: anthropicAdapter,
  gemini: geminiAdapter,
  'openai-compatible': openaiCompatibleAdapter,
  none: noneAdapter,
} satisfies Record<string, (options: ProviderOptions) => Adapter>
