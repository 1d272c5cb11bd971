import { ConfigError } from '@engawa/core'
import type { Adapter } from '../../adapter.js'
import type { Capability, ProviderOptions } from '../../provider.js'
import { parseEndpoint } from '../../wire/endpoint.js'
import { openaiWireAdapter } from '../openai-wire/openai-wire-adapter.js'

/** What the protocol can say. What a server or its model can't do, it answers with an error. */
const capabilities: ReadonlySet<Capability> = new Set([
  'tools',
  'images',
  'response-schema',
  'think',
  'seed',
  'stop',
  'embed',
])

/**
 * OpenRouter, LM Studio, vLLM, llama.cpp, Sena: whatever speaks OpenAI's protocol at a base URL.
 *
 * @throws ConfigError `llm/no-address`
 */
export function openaiCompatibleAdapter({ id = 'openai-compatible', baseUrl, apiKey }: ProviderOptions): Adapter {
  if (!baseUrl) {
    throw new ConfigError(`The provider ${id} has no base URL.`, {
      code: 'llm/no-address',
      hint: 'Give the address of its API, such as http://localhost:1234/v1',
    })
  }
  const endpoint = parseEndpoint(baseUrl)
  return openaiWireAdapter({
    id,
    kind: 'openai-compatible',
    title: id === 'openai-compatible' ? 'The OpenAI-compatible server' : id,
    location: endpoint.location,
    endpoint,
    capabilities,
    apiKey,
    needsKey: false,
    keyHint: `Set the key of ${id}.`,
    unreachableHint: 'Check that the server is running, and its base URL (most end in /v1).',
    maxTokensField: 'max_tokens',
  })
}
