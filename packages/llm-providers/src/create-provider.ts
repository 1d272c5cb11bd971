import { ConfigError } from '@engawa/core'
import { adapters } from './adapters/adapters.js'
import { guardAdapter } from './guard/guard-adapter.js'
import type { Provider, ProviderOptions } from './provider.js'

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
