import type { Adapter, AdapterCall } from '../adapter.js'
import { CircuitBreaker } from '../breaker/circuit-breaker.js'
import { refusedCapability } from '../errors/llm-errors.js'
import { estimateRequestTokens } from '../models/estimate-request.js'
import { findEntry } from '../models/find-entry.js'
import type { CallOptions, LlmRequest, Provider, ProviderOptions, StreamPart } from '../provider.js'
import { environmentFetch } from '../proxy/environment-fetch.js'
import { type ConsentSettings, checkConsent, checkKey } from './check-consent.js'
import { checkCapabilities, openRedacted } from './check-request.js'
import { collect } from './collect.js'
import { type RequestSettings, runOnce, runStream } from './run-request.js'
import { statusOf } from './status.js'
import { TimeLimits } from './time-limits.js'
import { wireRequestOf } from './wire-request.js'
import { withCandidates } from './with-candidates.js'

/** How long a local server gets to say that it is there. */
const probeMs = 1_000

/**
 * Make a provider of an adapter: before anything goes out, the request must have passed the secret filter, a cloud
 * must have consent and a key, and every field must be one that the provider and the model can serve.
 */
export function guardAdapter(adapter: Adapter, options: ProviderOptions): Provider {
  const consent: ConsentSettings = {
    consent: options.consent,
    consentCommand: options.consentCommand ?? ((id) => `config consent --grant ${id}`),
    ...(options.keyCommand === undefined ? {} : { keyCommand: options.keyCommand }),
  }
  const fetch = options.fetch ?? environmentFetch()
  const breaker = options.breaker ? new CircuitBreaker(adapter, options.breaker) : undefined
  const settings = (signal: AbortSignal | undefined, model?: string): RequestSettings => ({
    adapter,
    fetch,
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
  const quick = ({ signal }: CallOptions): RequestSettings => {
    const base = settings(signal)
    return { ...base, idleTimeoutMs: probeMs, retry: { ...base.retry, maxAttempts: 1 } }
  }
  const known = (model: string) => findEntry([adapter.id, adapter.kind], model, options.models)
  const candidates = (error: unknown, model: string, call: CallOptions) =>
    withCandidates(error, model, adapter, (ask) => runOnce(quick(call), ask))

  /** Everything that is decided before a byte leaves. */
  async function permit(model: string | undefined): Promise<void> {
    await checkConsent(adapter, model, consent)
    checkKey(adapter, consent)
  }

  /** The request, once the filter has vouched for it and the provider can serve it. */
  function open(request: Parameters<Provider['stream']>[0]): LlmRequest {
    const opened = openRedacted(request)
    // What is refused is the request as a whole, not a field of it.
    if (adapter.unavailable) throw adapter.toLlmError(undefined, opened.model)
    checkCapabilities(adapter, opened, known(opened.model))
    return opened
  }

  /** One question with one answer, within its time, counted by the breaker. */
  async function once<T>(model: string, call: CallOptions, ask: (wire: AdapterCall) => Promise<T>): Promise<T> {
    await permit(model)
    await breaker?.enter()
    const limits = new TimeLimits(call, adapter.id)
    try {
      const answer = await runOnce(settings(limits.signal, model), ask)
      await breaker?.succeeded()
      return answer
    } catch (error) {
      await breaker?.failed(error)
      throw await candidates(error, model, call)
    } finally {
      limits.end()
    }
  }

  async function* stream(request: Parameters<Provider['stream']>[0], call: CallOptions = {}) {
    const opened = open(request)
    const { model } = opened
    await permit(model)
    await breaker?.enter()
    const limits = new TimeLimits(call, adapter.id)
    const seen = { part: false, failure: false }
    try {
      const wired = settings(limits.signal, model)
      if (adapter.checkModel) await runOnce(wired, async (wire) => adapter.checkModel?.(opened, wire))
      yield* observed(
        runStream<StreamPart>(wired, {
          open: (wire) => adapter.stream(opened, wire),
          isLast: ({ type }) => type === 'finish',
        }),
        () => {
          limits.began()
          seen.part = true
        },
      )
    } catch (error) {
      seen.failure = true
      await breaker?.failed(error)
      throw await candidates(error, model, call)
    } finally {
      limits.end()
      // A reader who goes away in the middle has still seen that it answers.
      if (!seen.failure) await (seen.part ? breaker?.succeeded() : breaker?.brokenOff())
    }
  }

  const { embed, showModel, countTokens, pull } = adapter
  return {
    id: adapter.id,
    location: adapter.location,
    endpoint: adapter.endpoint,
    capabilities: adapter.capabilities,
    stream: (request, call): AsyncIterable<StreamPart> => stream(request, call),
    generate: (request, call) => collect(stream(request, call)),
    wireRequest: async (request) => wireRequestOf(adapter, open(request)),
    status: (call = {}) => statusOf(adapter, consent, (ask) => runOnce(quick(call), ask)),
    async embed(request, call = {}) {
      const opened = openRedacted(request)
      if (!embed) throw refusedCapability(adapter.title, 'texts', 'it makes no embeddings')
      if (opened.texts.length > 0) return once(opened.model, call, (wire) => embed(opened, wire))
      await permit(opened.model)
      return { model: opened.model, vectors: [] }
    },
    async listModels(call = {}) {
      await permit(undefined)
      return runOnce(settings(call.signal), (wire) => adapter.listModels(wire))
    },
    async countTokens(request, call = {}) {
      const opened = open(request)
      if (!countTokens) return { inputTokens: estimateRequestTokens(opened), exact: false }
      return { inputTokens: await once(opened.model, call, (wire) => countTokens(opened, wire)), exact: true }
    },
    async showModel(model, call = {}) {
      if (showModel) return once(model, call, (wire) => showModel(model, wire))
      const { contextWindow, capabilities } = known(model) ?? {}
      return {
        id: model,
        ...(contextWindow === undefined ? {} : { contextWindow }),
        ...(capabilities === undefined ? {} : { capabilities }),
      }
    },
    ...(pull === undefined
      ? {}
      : {
          async *pull(model: string, call: CallOptions = {}) {
            await permit(undefined)
            const limits = new TimeLimits(call, adapter.id)
            try {
              yield* runStream(settings(limits.signal, model), {
                open: (wire) => pull(model, wire),
                isLast: ({ status }) => status === 'success',
              })
            } finally {
              limits.end()
            }
          },
        }),
  }
}

async function* observed<T>(parts: AsyncIterable<T>, onPart: () => void): AsyncGenerator<T> {
  for await (const part of parts) {
    onPart()
    yield part
  }
}
