import type { CommandResult } from '@engawa/cli-kit'
import type { JsonObject, JsonValue, Redacted } from '@engawa/core'
import {
  costOf,
  estimateCost,
  findEntry,
  isFree,
  type LlmRequest,
  type ModelEntry,
  type Provider,
  type WireRequest,
} from '@engawa/llm-providers'
import type { Answer } from '../ask/ask.js'
import type { SessionChoice } from '../conversation/choose-session.js'
import { servedBy } from '../sessions/storage-outage.js'
import { describeFindings } from './notes.js'

interface Circumstances {
  readonly provider: Provider
  readonly session: SessionChoice
  /** The person's own entries of the registry. */
  readonly models: readonly ModelEntry[]
}

/** `data` of `zen chat --json`. Unknown is absent, never 0. */
export function chatData(
  answer: Answer,
  { provider, session, models, notes }: Circumstances & { notes: readonly string[] },
): JsonObject {
  const { inputTokens, outputTokens } = answer.usage
  return {
    answer: answer.text,
    session: session.id,
    provider: provider.id,
    model: answer.model,
    finish_reason: answer.finishReason,
    usage: {
      ...(inputTokens === undefined ? {} : { input_tokens: inputTokens }),
      ...(outputTokens === undefined ? {} : { output_tokens: outputTokens }),
    },
    cost_usd: costIn(answer, provider, models),
    question_id: answer.question.id,
    answer_id: answer.message.id,
    ...servedBy({ type: answer.kept.backend, ...answer.kept }),
    durability: answer.kept.durability,
    redactions: answer.request.findings.map(({ rule, path }) => ({ rule, path })),
    notes: [...notes],
    duration_ms: answer.durationMs,
  }
}

/** US dollars; null where it is not known. What runs on this machine costs nothing. */
function costIn({ usage, request }: Answer, provider: Provider, models: readonly ModelEntry[]): number | null {
  const { model } = request.value
  const price = findEntry([provider.id], model, models)?.price
  if (price === undefined && isFree(provider, model)) return 0
  return costOf(usage, price) ?? null
}

/**
 * What would be sent, to whom, and what was taken out. Nothing is sent or stored. `request` is what goes over the wire,
 * its body to the byte; only what authorises is masked.
 */
export async function dryRunResult(
  request: Redacted<LlmRequest>,
  { provider, session, models }: Circumstances,
): Promise<CommandResult> {
  const { model } = request.value
  const wire = await provider.wireRequest(request)
  const entry = findEntry([provider.id], model, models)
  const { inputTokens, maxUsd } = estimateCost(request.value, entry, isFree(provider, model))
  const { findings } = request
  return {
    data: {
      provider: provider.id,
      endpoint: provider.endpoint,
      location: provider.location,
      session: session.id,
      payload: request.value as unknown as JsonValue,
      request: { ...wire },
      estimated_input_tokens: inputTokens,
      max_cost_usd: maxUsd ?? null,
      redactions: findings.map(({ rule, path, sentinel }) => ({ rule, path, sentinel })),
    },
    text: [
      `Would be sent to ${provider.id} at ${provider.endpoint} (${provider.location}), about ${inputTokens} tokens, ${costText(maxUsd)}:`,
      '',
      wireText(wire),
      '',
      findings.length === 0 ? 'No secret was found.' : `${describeFindings(findings)}.`,
    ].join('\n'),
  }
}

const wireText = ({ method, url, headers, body }: WireRequest): string =>
  [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\n')

function costText(maxUsd: number | undefined): string {
  if (maxUsd === undefined) return 'cost unknown'
  return maxUsd === 0 ? 'free' : `at most $${maxUsd.toFixed(4)}`
}
