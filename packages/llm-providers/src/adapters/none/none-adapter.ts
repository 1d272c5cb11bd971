import type { Adapter } from '../../adapter.js'
import { llmError } from '../../errors/llm-errors.js'
import type { ProviderOptions } from '../../provider.js'

const hint = 'Start Ollama (https://ollama.com), or choose a cloud provider, set its key and grant it your consent.'
const detail = 'no model is set up'

/** Stands where no provider is configured, and says so instead of failing somewhere else. */
export function noneAdapter({ id = 'none' }: ProviderOptions): Adapter {
  const refuse = () => llmError('llm/no-provider', 'There is no model to ask: none is set up.', { hint })
  return {
    id,
    kind: 'none',
    title: 'No provider',
    location: 'none',
    endpoint: '',
    capabilities: new Set(),
    unreachableHint: hint,
    idleTimeoutMs: 1,
    unavailable: { detail, hint },
    // biome-ignore lint/correctness/useYield: it never has anything to say
    async *stream() {
      throw refuse()
    },
    embed: () => Promise.reject(refuse()),
    listModels: () => Promise.resolve([]),
    toLlmError: refuse,
  }
}
