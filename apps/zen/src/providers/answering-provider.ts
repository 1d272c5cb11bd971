import type { CommandContext } from '@engawa/cli-kit'
import type { Redacted } from '@engawa/core'
import {
  collect,
  type FallbackCandidate,
  type LlmRequest,
  type Provider,
  streamWithFallback,
  withResponseCache,
} from '@engawa/llm-providers'
import type { KeyValueStore } from '@engawa/storage'
import type { Settings } from '../settings/settings.js'
import { type Metering, meteredProvider } from './metered-provider.js'
import type { OpenModel } from './open-model.js'

type Context = Pick<CommandContext, 'env' | 'cwd' | 'stderr' | 'log'>

export interface Answering extends Metering {
  readonly settings: Pick<Settings['models'], 'cache_minutes'>
  /** Where answers are kept for the next time: beside the conversations. */
  readonly kv: KeyValueStore
}

/**
 * The provider for a conversation: within its limit, written down, from the cache where that is switched on, and with
 * those that stand in when it fails before its answer has begun. With a limit nobody does: it was meant for one price.
 */
export function answeringProvider(opened: OpenModel, context: Context, answering: Answering): Provider {
  const metered = (open: OpenModel) => meteredProvider(cached(open.provider, context, answering), context, answering)
  const first = metered(opened)
  if (opened.standIns.length === 0 || answering.maxCost !== undefined) return first
  const candidates = [
    { provider: first, model: opened.model.model },
    ...opened.standIns.map((open) => ({ provider: metered(open), model: open.model.model })),
  ]
  const stream: Provider['stream'] = (request, call) =>
    streamWithFallback(candidates, (candidate) => requestTo(candidate, request, opened), {
      ...call,
      onFallback: ({ provider, model, code }, next) =>
        context.log.warn('another model is asked', { provider, model, code, next: next.model }),
    })
  return { ...first, stream, generate: (request, call) => collect(stream(request, call)) }
}

/** The same request as another model takes it, through the filter once more. */
function requestTo(
  { provider, model }: FallbackCandidate,
  request: Redacted<LlmRequest>,
  { model: wanted, filter }: Pick<OpenModel, 'model' | 'filter'>,
): Redacted<LlmRequest> {
  if (model === wanted.model) return request
  const { contextWindow, ...asked } = request.value
  const window = provider.capabilities.has('context-window') && contextWindow !== undefined ? { contextWindow } : {}
  return filter.redact<LlmRequest>({ ...asked, ...window, model })
}

function cached(
  provider: Provider,
  { log }: Context,
  { settings, kv, keepNothing }: Pick<Answering, 'settings' | 'kv' | 'keepNothing'>,
): Provider {
  if (settings.cache_minutes === 0 || keepNothing) return provider
  return withResponseCache(provider, {
    store: kv,
    ttlMs: settings.cache_minutes * 60_000,
    onStoreFailure: (error) => log.warn('the cache of answers can not be used', { error: (error as Error).message }),
  })
}
