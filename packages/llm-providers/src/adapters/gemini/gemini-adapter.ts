import type { Adapter } from '../../adapter.js'
import type { Capability, ProviderOptions } from '../../provider.js'
import { parseEndpoint } from '../../wire/endpoint.js'
import { openaiWireAdapter } from '../openai-wire/openai-wire-adapter.js'

/** Its OpenAI-compatible address takes no seed. */
const capabilities: ReadonlySet<Capability> = new Set(['tools', 'images', 'response-schema', 'think', 'stop', 'embed'])

export const geminiAdapter = ({ id = 'gemini', baseUrl, apiKey }: ProviderOptions): Adapter =>
  openaiWireAdapter({
    id,
    kind: 'gemini',
    title: 'Gemini',
    location: 'cloud',
    endpoint: parseEndpoint(baseUrl ?? 'https://generativelanguage.googleapis.com/v1beta/openai'),
    capabilities,
    apiKey,
    needsKey: true,
    keyHint: 'Set GEMINI_API_KEY to a key from https://aistudio.google.com/apikey',
    unreachableHint: 'Check the network, and whether generativelanguage.googleapis.com can be reached from here.',
    maxTokensField: 'max_tokens',
    listedName: (name) => name.replace(/^models\//, ''),
  })
