import type { ModelEntry } from '@engawa/llm-providers'
import type { Settings } from '../settings/settings.js'
import { capabilities } from './capabilities.js'

/** The models that a person described in their settings, for the registry: they come before the built-in ones. */
export const ownModels = ({ models }: Pick<Settings, 'models'>): readonly ModelEntry[] =>
  Object.entries(models.own).map(([name, { aliases = [], context_window, max_output, capabilities: own, price }]) => {
    const slash = name.indexOf('/')
    return {
      provider: name.slice(0, slash),
      model: name.slice(slash + 1),
      aliases,
      capabilities: own ?? capabilities,
      ...(context_window === undefined ? {} : { contextWindow: context_window }),
      ...(max_output === undefined ? {} : { maxOutput: max_output }),
      ...(price === undefined
        ? {}
        : {
            price: {
              input: price.input,
              output: price.output,
              asOf: price.as_of,
              ...(price.cached_input === undefined ? {} : { cachedInput: price.cached_input }),
            },
          }),
    }
  })
