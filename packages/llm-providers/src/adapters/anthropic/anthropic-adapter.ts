import type Anthropic from '@anthropic-ai/sdk'
import type { Adapter } from '../../adapter.js'
import { invalidResponse } from '../../errors/llm-errors.js'
import type { Capability, ModelListing, ProviderOptions } from '../../provider.js'
import { parseEndpoint } from '../../wire/endpoint.js'
import { expectingEvents } from '../../wire/event-stream.js'
import { loadClient } from '../../wire/load-client.js'
import { AnthropicReading, fromAnthropicEvent } from './from-anthropic-event.js'
import { anthropicKeyHint, mapAnthropicError } from './map-anthropic-error.js'
import { toAnthropicInput, toAnthropicRequest } from './to-anthropic-request.js'

const title = 'Anthropic'
const capabilities: ReadonlySet<Capability> = new Set(['tools', 'images', 'response-schema', 'think', 'stop'])

/** A cloud whatever its address: a relay on this machine changes nothing. */
export function anthropicAdapter({ id = 'anthropic', baseUrl, apiKey }: ProviderOptions): Adapter {
  const { url } = parseEndpoint(baseUrl ?? 'https://api.anthropic.com')

  async function client(fetch: typeof globalThis.fetch): Promise<Anthropic> {
    const { default: Client } = await loadClient('@anthropic-ai/sdk', () => import('@anthropic-ai/sdk'))
    return new Client({
      // Given even when empty: the client reads the environment for what is left undefined.
      apiKey: apiKey ?? '',
      baseURL: url,
      fetch,
      maxRetries: 0,
      // The client has a limit of its own; ours is the idle timeout.
      timeout: 2 ** 31 - 1,
      logLevel: 'off',
      openTelemetry: false,
    })
  }

  return {
    id,
    kind: 'anthropic',
    title,
    location: 'cloud',
    endpoint: url,
    capabilities,
    unreachableHint: 'Check the network, and whether api.anthropic.com can be reached from here.',
    idleTimeoutMs: 120_000,
    ...(apiKey ? { secret: apiKey } : { missingKeyHint: anthropicKeyHint }),
    async *stream(request, { fetch }) {
      const reading = new AnthropicReading()
      const anthropic = await client(expectingEvents(fetch, title))
      const answer = await anthropic.messages.create(toAnthropicRequest(request))
      for await (const event of answer) yield* fromAnthropicEvent(event, reading, request.model)
    },
    async countTokens(request, { fetch }) {
      const { input_tokens: counted } = await (await client(fetch)).messages.countTokens(toAnthropicInput(request))
      if (typeof counted !== 'number') throw invalidResponse(title, 'no count of tokens')
      return counted
    },
    async listModels({ fetch }) {
      const models: ModelListing[] = []
      for await (const model of (await client(fetch)).models.list({ limit: 1_000 })) models.push({ id: model.id })
      return models
    },
    toLlmError: mapAnthropicError,
  }
}
