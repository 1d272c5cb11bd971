import { llmError } from '../errors/llm-errors.js'

/**
 * Load an official client, at the first request that needs it.
 *
 * @throws LlmError `llm/no-client` when it is not installed or doesn't load
 */
export async function loadClient<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    throw llmError('llm/no-client', `The client ${name} could not be loaded.`, {
      hint: `Install again: the package ${name} is missing or broken.`,
      cause,
    })
  }
}
