import { isEngawaError, LlmError } from '@engawa/core'
import type { Adapter } from '../adapter.js'
import { refusedCapability } from '../errors/llm-errors.js'
import { nearNames } from '../models/near-names.js'
import type { CallOptions, LlmRequest, Provider, ProviderOptions, ProviderStatus, StreamPart } from '../provider.js'
import { type ConsentSettings, checkConsent, checkKey } from './check-consent.js'
import { checkCapabilities, openRedacted } from './check-request.js'
import { collect } from './collect.js'
import { type RequestSettings, runOnce, runStream } from './run-request.js'
import { statusOf } from './status.js'

/** How long a local server gets to say that it is there. */
const probeMs = 1_000

/**
 * Make a provider of an adapter: before anything goes out, the request must have passed the secret filter, a cloud
 * must have consent and a key, and every field must be one that the provider can serve.
 */
export function guardAdapter(adapter: Adapter, options: ProviderOptions): Provider {
  const consent: ConsentSettings = {
    consent: options.consent,
    consentCommand: options.consentCommand ?? ((id) => `config consent --grant ${id}`),
    ...(options.keyCommand === undefined ? {} : { keyCommand: options.keyCommand }),
  }
  const settings = ({ signal }: CallOptions, model?: string): RequestSettings => ({
    adapter,
    fetch: options.fetch ?? globalThis.fetch,
    retry: {
      maxAttempts: options.maxAttempts ?? 3,
      delayMs: options.retryDelayMs ?? 500,
      local: adapter.location === 'local',
      random: Math.random,
    },
    signal,
    idleTimeoutMs: options.idleTimeoutMs ?? adapter.idleTimeoutMs,
    ...(model === undefined ? {} : { model }),
  })
  const quick = (call: CallOptions): RequestSettings => {
    const base = settings(call)
    return { ...base, idleTimeoutMs: probeMs, retry: { ...base.retry, maxAttempts: 1 } }
  }

  async function* stream(request: Parameters<Provider['stream']>[0], call: CallOptions = {}) {
    const open: LlmRequest = openRedacted(request)
    // What is refused is the request as a whole, not a field of it.
    if (adapter.unavailable) throw adapter.toLlmError(undefined, open.model)
    checkCapabilities(adapter, open)
    await checkConsent(adapter, open.model, consent)
    checkKey(adapter, consent)
    try {
      yield* runStream(settings(call, open.model), (wire) => adapter.stream(open, wire))
    } catch (error) {
      throw await withCandidates(error, open.model, call)
    }
  }

  /** A local server knows its models: say which ones were perhaps meant. */
  async function withCandidates(error: unknown, model: string, call: CallOptions): Promise<unknown> {
    if (!isEngawaError(error) || error.code !== 'llm/model-not-found' || adapter.location !== 'local') return error
    const models = await runOnce(quick(call), (wire) => adapter.listModels(wire)).catch(() => [])
    const names = models.map(({ id }) => id)
    const near = nearNames(model, names)
    const candidates = near.length > 0 ? near : names.slice(0, 5)
    if (candidates.length === 0) return error
    const { code, recoverable, exitCode, cause, hint } = error
    return new LlmError(error.message, {
      code,
      recoverable,
      exitCode,
      cause,
      hint: `${near.length > 0 ? 'Did you mean' : 'There is'} ${candidates.join(', ')}? ${hint ?? ''}`.trim(),
      details: { ...error.details, candidates },
    })
  }

  return {
    id: adapter.id,
    location: adapter.location,
    endpoint: adapter.endpoint,
    capabilities: adapter.capabilities,
    stream: (request, call): AsyncIterable<StreamPart> => stream(request, call),
    generate: (request, call) => collect(stream(request, call)),
    status: (call = {}): Promise<ProviderStatus> => statusOf(adapter, consent, (ask) => runOnce(quick(call), ask)),
    async embed(request, call = {}) {
      const open = openRedacted(request)
      if (!adapter.embed) throw refusedCapability(adapter.title, 'texts', 'it makes no embeddings')
      await checkConsent(adapter, open.model, consent)
      checkKey(adapter, consent)
      if (open.texts.length === 0) return { model: open.model, vectors: [] }
      const embed = adapter.embed.bind(adapter)
      try {
        return await runOnce(settings(call, open.model), (wire) => embed(open, wire))
      } catch (error) {
        throw await withCandidates(error, open.model, call)
      }
    },
    async listModels(call = {}) {
      await checkConsent(adapter, undefined, consent)
      checkKey(adapter, consent)
      return runOnce(settings(call), (wire) => adapter.listModels(wire))
    },
  }
}
