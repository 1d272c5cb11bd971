import type { Adapter } from '../../adapter.js'
import type { Capability, ProviderOptions } from '../../provider.js'
import { parseEndpoint } from '../../wire/endpoint.js'
import { openaiWireAdapter } from '../openai-wire/openai-wire-adapter.js'

const capabilities: ReadonlySet<Capability> = new Set([
  'tools',
  'images',
  'response-schema',
  'think',
  'seed',
  'stop',
  'embed',
])

/** OpenAI itself, by chat completions. A cloud whatever its address: a relay on this machine changes nothing. */
export const openaiAdapter = ({ id = 'openai', baseUrl, apiKey }: ProviderOptions): Adapter =>
  openaiWireAdapter({
    id,
    kind: 'openai',
    title: 'OpenAI',
    location: 'cloud',
    endpoint: parseEndpoint(baseUrl ?? 'https://api.openai.com/v1'),
    capabilities,
    apiKey,
    needsKey: true,
    keyHint: 'Set OPENAI_API_KEY to a key from https://platform.openai.com/api-keys',
    unreachableHint: 'Check the network, and whether api.openai.com can be reached from here.',
    maxTokensField: 'max_completion_tokens',
  })
