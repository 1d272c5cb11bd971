import { createId } from '@engawa/core'
import type { Config, Ollama } from 'ollama'
import type { Adapter, AdapterCall } from '../../adapter.js'
import { invalidResponse } from '../../errors/llm-errors.js'
import { isCloudModel } from '../../models/is-cloud-model.js'
import type { Capability, ProviderOptions } from '../../provider.js'
import { parseEndpoint } from '../../wire/endpoint.js'
import { loadClient } from '../../wire/load-client.js'
import { embedTexts } from './embed-texts.js'
import { fromOllamaChunk } from './from-ollama-chunk.js'
import { mapOllamaError } from './map-ollama-error.js'
import { pullModel } from './pull-model.js'
import { checkImages, showModel } from './show-model.js'
import { withStrictNdjson } from './strict-ndjson.js'
import { toOllamaRequest } from './to-ollama-request.js'

const title = 'Ollama'
const defaultAddress = 'http://localhost:11434'
const capabilities: ReadonlySet<Capability> = new Set([
  'tools',
  'images',
  'response-schema',
  'think',
  'seed',
  'stop',
  'embed',
  'context-window',
])

export function ollamaAdapter({ id = 'ollama', baseUrl = defaultAddress, ...options }: ProviderOptions): Adapter {
  const { url, location, authorization } = parseEndpoint(baseUrl, 11_434)
  const bearer = options.apiKey ? `Bearer ${options.apiKey}` : authorization

  async function client({ fetch }: AdapterCall): Promise<Ollama> {
    const { Ollama } = await loadClient('ollama', () => import('ollama'))
    const config: Partial<Config> = bearer
      ? { host: url, fetch, headers: { Authorization: bearer } }
      : { host: url, fetch: withoutAuthorization(fetch) }
    return new Ollama(config)
  }

  return {
    id,
    kind: 'ollama',
    title,
    location,
    endpoint: url,
    capabilities,
    unreachableHint: 'Start it with: ollama serve — or get it from https://ollama.com/download',
    idleTimeoutMs: 300_000,
    ...(options.apiKey ? { secret: options.apiKey } : {}),
    leavesMachine: isCloudModel,
    async *stream(request, call) {
      const reading = { calledTools: false }
      const asked = { model: request.model, newId: createId }
      const answer = await (await client({ fetch: withStrictNdjson(call.fetch, title) })).chat(
        toOllamaRequest(request, options.keepAlive),
      )
      for await (const chunk of answer) yield* fromOllamaChunk(chunk, reading, asked)
    },
    embed: async (request, call) => embedTexts(await client(call), request, keepAlive(options)),
    showModel: async (model, call) => showModel(await client(call), model),
    checkModel: async (request, call) => checkImages(request, async () => showModel(await client(call), request.model)),
    async *pull(model, call) {
      yield* pullModel(await client({ fetch: withStrictNdjson(call.fetch, title) }), model)
    },
    async listModels(call) {
      const { models } = await (await client(call)).list()
      return (models ?? []).map(({ name, size, details }) => ({
        id: name,
        details: {
          ...(size === undefined ? {} : { size }),
          ...(details?.parameter_size ? { parameters: details.parameter_size } : {}),
          ...(details?.quantization_level ? { quantization: details.quantization_level } : {}),
        },
      }))
    },
    async probe(call) {
      const { version } = await (await client(call)).version()
      if (typeof version !== 'string') throw invalidResponse(title, 'no version')
      return `${title} ${version} at ${url}`
    },
    toLlmError: mapOllamaError,
  }
}

const keepAlive = ({ keepAlive: value }: Pick<ProviderOptions, 'keepAlive'>) =>
  value === undefined ? {} : { keep_alive: value }

/** The client takes a key for ollama.com from the environment; keys come from the caller alone. */
const withoutAuthorization =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    return fetch(input, { ...init, headers })
  }
