import { createId } from '@engawa/core'
import type OpenAI from 'openai'
import type { Adapter, AdapterCall } from '../../adapter.js'
import { invalidResponse } from '../../errors/llm-errors.js'
import type { Capability, EmbedRequest, EmbedResult, ProviderKind } from '../../provider.js'
import type { Endpoint } from '../../wire/endpoint.js'
import { expectingEvents } from '../../wire/event-stream.js'
import { loadClient } from '../../wire/load-client.js'
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
/** Texts sent in one request for embeddings. */
const embedBatch = 256

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

  async function embed(request: EmbedRequest, { fetch }: AdapterCall): Promise<EmbedResult> {
    const openai = await client(fetch)
    const vectors: (readonly number[])[] = []
    let model = request.model
    for (let at = 0; at < request.texts.length; at += embedBatch) {
      const input = request.texts.slice(at, at + embedBatch)
      const answer = await openai.embeddings.create({ model: request.model, input, encoding_format: 'float' })
      const batch = [...(answer.data ?? [])].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding)
      if (batch.length !== input.length) throw invalidResponse(title, 'not one vector for each text')
      vectors.push(...batch)
      model = answer.model ?? model
    }
    if (vectors.some((vector) => !vector?.length || vector.length !== vectors[0]?.length)) {
      throw invalidResponse(title, 'vectors of different sizes')
    }
    return { model, vectors }
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
    ...(capabilities.has('embed') ? { embed } : {}),
    listModels,
    async probe(call) {
      const models = await listModels(call)
      return `${title} at ${url}, ${models.length === 1 ? 'one model' : `${models.length} models`}`
    },
    toLlmError: (error, model) => mapOpenaiError(error, { title, model, keyHint: wire.keyHint }),
  }
}
