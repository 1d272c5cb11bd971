import { type Clock, createId, systemClock, timestamp, type Usage } from '@engawa/core'
import { openRedacted } from '../guard/check-request.js'
import { collect } from '../guard/collect.js'
import { costOf } from '../models/cost.js'
import { estimateRequestTokens } from '../models/estimate-request.js'
import { estimateTokens } from '../models/estimate-tokens.js'
import { findEntry } from '../models/find-entry.js'
import type { ModelEntry } from '../models/registry.js'
import type { CallOptions, EmbedRequest, LlmRequest, Provider, StreamPart } from '../provider.js'
import { isFree } from './is-free.js'
import type { UsageEntry, UsageLedger } from './usage-ledger.js'

export interface LedgerOptions {
  readonly ledger: UsageLedger
  readonly app?: string
  readonly project?: string
  readonly session?: string
  /** A person's own models, before the built-in registry. */
  readonly models?: readonly ModelEntry[]
  readonly clock?: Clock
  /** The answer is worth more than its line in the ledger: a failure to write is told here, not thrown. */
  readonly onLedgerFailure: (error: unknown) => void
}

/** A provider whose every request is written down: who asked which model, what it used and what that cost. */
export function withUsageLedger(provider: Provider, options: LedgerOptions): Provider {
  const { ledger, app, project, session, models, clock = systemClock } = options

  async function write(model: string, facts: Pick<UsageEntry, 'kind' | 'outcome' | 'estimated'>, usage: Usage) {
    const price = findEntry([provider.id], model, models)?.price
    // A vector has no output to pay for.
    const billed = facts.kind === 'embed' ? { outputTokens: 0, ...usage } : usage
    const costUsd = price === undefined && isFree(provider, model) ? 0 : costOf(billed, price)
    const entry: UsageEntry = {
      at: timestamp(clock),
      id: createId(),
      ...(app === undefined ? {} : { app }),
      ...(project === undefined ? {} : { project }),
      ...(session === undefined ? {} : { session }),
      provider: provider.id,
      model,
      ...facts,
      ...usage,
      ...(costUsd === undefined ? {} : { costUsd }),
      ...(costUsd === undefined || price === undefined ? {} : { priceAsOf: price.asOf }),
    }
    await ledger.append(entry).catch(options.onLedgerFailure)
  }

  async function* stream(...[request, call]: Parameters<Provider['stream']>): AsyncGenerator<StreamPart> {
    const asked: LlmRequest = openRedacted(request)
    let usage: Usage = {}
    let answer = ''
    let finished = false
    let began = false
    try {
      for await (const part of provider.stream(request, call)) {
        began = true
        if (part.type === 'text-delta' || part.type === 'reasoning-delta') answer += part.text
        else if (part.type === 'usage') usage = { ...usage, ...part.usage }
        else if (part.type === 'finish') {
          finished = true
          // On the disk before the answer is complete for anybody else.
          if (!part.cached) await write(asked.model, { kind: 'chat', outcome: 'complete' }, usage)
        }
        yield part
      }
    } finally {
      // Nothing arrived: nothing is known to have been used. Broken off later, the provider counts what it made so far.
      if (began && !finished) {
        const guess = { inputTokens: estimateRequestTokens(asked), outputTokens: estimateTokens(answer), ...usage }
        await write(asked.model, { kind: 'chat', outcome: 'broken', estimated: true }, guess)
      }
    }
  }

  async function embed(request: Parameters<Provider['embed']>[0], call: CallOptions = {}) {
    const { model, texts }: EmbedRequest = openRedacted(request)
    const result = await provider.embed(request, call)
    if (texts.length === 0) return result
    if (result.usage) await write(model, { kind: 'embed', outcome: 'complete' }, result.usage)
    else {
      const inputTokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0)
      await write(model, { kind: 'embed', outcome: 'complete', estimated: true }, { inputTokens })
    }
    return result
  }

  return { ...provider, stream, embed, generate: (request, call) => collect(stream(request, call)) }
}
