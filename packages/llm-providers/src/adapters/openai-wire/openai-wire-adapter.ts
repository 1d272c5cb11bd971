import { createId } from '@engawa/core'
import type OpenAI from 'openai'
import type { Adapter, AdapterCall } from '../../adapter.js'
import type { Capability, EmbedRequest, ProviderKind } from '../../provider.js'
import type { Endpoint } from '../../wire/endpoint.js'
import { expectingEvents } from '../../wire/event-stream.js'
import { loadClient } from '../../wire/load-client.js'
import { embedTexts } from './embed-texts.js'
import { endOfOpenaiStream, fromOpenaiChunk, type OpenaiChunk, OpenaiReading } from './from-openai-chunk.js'
import { mapOpenaiError } from './map-openai-error.js'
import { type OpenaiDialect, toOpenaiRequest } from './to-openai-request.js'

/** One provider that speaks OpenAI's protocol. */
export interface OpenaiWire extends OpenaiDialect {
  readonly id: string
  readonly kind: ProviderKind
  readonly endpoint: Endpoint
  readonly location: 'local' | 'cloud'
  readonly capabilities: ReadonlySet<Capability>
  readonly apiKey?: string | undefined
  readonly needsKey: boolean
  /** What to do about a key that is missing or refused. */
  readonly keyHint: string
  readonly unreachableHint: string
  /** How the provider writes a model's name in listings. */
  readonly listedName?: (id: string) => string
}

const idleTimeoutMs = 120_000
/** The clients have a limit of their own; ours is the idle timeout. */
const clientTimeoutMs = 2 ** 31 - 1

export function openaiWireAdapter(wire: OpenaiWire): Adapter {
  const { id, kind, title, location, capabilities, apiKey, unreachableHint } = wire
  const { url, authorization } = wire.endpoint

  async function client(fetch: typeof globalThis.fetch): Promise<OpenAI> {
    const { default: Client } = await loadClient('openai', () => import('openai'))
    return new Client({
      // The client insists on a key, and reads the environment for what is left undefined.
      apiKey: apiKey || 'none',
      adminAPIKey: null,
      organization: null,
      project: null,
      baseURL: url,
      fetch,
      maxRetries: 0,
      timeout: clientTimeoutMs,
      logLevel: 'off',
      ...(apiKey ? {} : { defaultHeaders: { Authorization: authorization ?? null } }),
    })
  }

  async function listModels({ fetch }: AdapterCall) {
    const { data } = await (await client(fetch)).models.list()
    return (data ?? []).map((model) => ({ id: wire.listedName?.(model.id) ?? model.id }))
  }

  return {
    id,
    kind,
    title,
    location,
    endpoint: url,
    capabilities,
    unreachableHint,
    idleTimeoutMs,
    ...(wire.needsKey && !apiKey ? { missingKeyHint: wire.keyHint } : {}),
    ...(apiKey ? { secret: apiKey } : {}),
    async *stream(request, { fetch }) {
      const reading = new OpenaiReading()
      const openai = await client(expectingEvents(fetch, title))
      const answer = await openai.chat.completions.create(toOpenaiRequest(request, wire))
      for await (const chunk of answer) yield* fromOpenaiChunk(chunk as OpenaiChunk, reading)
      yield* endOfOpenaiStream(reading, { title, model: request.model, newId: createId })
    },
    ...(capabilities.has('embed')
      ? {
          embed: async (request: EmbedRequest, { fetch }: AdapterCall) =>
            embedTexts(await client(fetch), request, title),
        }
      : {}),
    listModels,
    async probe(call) {
      const models = await listModels(call)
      return `${title} at ${url}, ${models.length === 1 ? 'one model' : `${models.length} models`}`
    },
    toLlmError: (error, model) => mapOpenaiError(error, { title, model, keyHint: wire.keyHint }),
  }
}
