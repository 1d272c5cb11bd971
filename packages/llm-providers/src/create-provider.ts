import { ConfigError } from '@engawa/core'
import type { Adapter } from './adapter.js'
import { anthropicAdapter } from './adapters/anthropic/anthropic-adapter.js'
import { geminiAdapter } from './adapters/gemini/gemini-adapter.js'
import { noneAdapter } from './adapters/none/none-adapter.js'
import { ollamaAdapter } from './adapters/ollama/ollama-adapter.js'
import { openaiAdapter } from './adapters/openai/openai-adapter.js'
import { openaiCompatibleAdapter } from './adapters/openai-compatible/openai-compatible-adapter.js'
import { guardAdapter } from './guard/guard-adapter.js'
import type { Provider, ProviderKind, ProviderOptions } from './provider.js'

const adapters: Record<ProviderKind, (options: ProviderOptions) => Adapter> = {
  ollama: ollamaAdapter,
  openai: openaiAdapter,
  anthropic: anthropicAdapter,
  gemini: geminiAdapter,
  'openai-compatible': openaiCompatibleAdapter,
  none: noneAdapter,
}

/**
 * Make a provider. Costs nothing yet: its client is loaded with the first request.
 *
 * @throws ConfigError when the kind is unknown or the address can't be used
 */
export function createProvider(options: ProviderOptions): Provider {
  const make = Object.hasOwn(adapters, options.kind) ? adapters[options.kind] : undefined
  if (!make) {
    throw new ConfigError(`There is no kind of provider called ${String(options.kind)}.`, {
      code: 'llm/unknown-kind',
      hint: `Choose one of ${Object.keys(adapters).join(', ')}.`,
    })
  }
  return guardAdapter(make(options), options)
}
