import { type ModelEntry, modelRegistry } from './registry.js'

/** What is known of a provider's model, by the model's own name. A person's entries come before the built-in ones. */
export const findEntry = (
  providers: readonly string[],
  model: string,
  own: readonly ModelEntry[] = [],
): ModelEntry | undefined =>
  [...own, ...modelRegistry].find((entry) => entry.model === model && providers.includes(entry.provider))
