import type { JsonObject } from '@engawa/core'
import { costOf, findEntry, isFree, type ModelEntry, type Provider } from '@engawa/llm-providers'
import type { Answer } from '../ask/ask.js'
import type { Turn } from '../ask/take-turn.js'
import type { SessionChoice } from '../conversation/choose-session.js'
import type { SourceReport } from '../input/sources/source.js'
import { servedBy } from '../sessions/storage-outage.js'

export interface Circumstances {
  readonly provider: Provider
  readonly session: SessionChoice
  /** The person's own entries of the registry. */
  readonly models: readonly ModelEntry[]
  readonly sources: SourceReport
}

/** `data` of `zen chat --json`. Unknown is absent, never 0. */
export function chatData({ answer, notes }: Turn, { provider, session, models, sources }: Circumstances): JsonObject {
  const { inputTokens, outputTokens } = answer.usage
  return {
    answer: answer.text,
    session: session.id,
    provider: answer.provider,
    model: answer.model,
    instead_of: answer.insteadOf.map(({ provider, model, code }) => ({ provider, model, code })),
    cached: answer.cached,
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
    ...sourcesData(sources),
    redactions: [...sources.findings, ...answer.request.findings].map(({ rule, path }) => ({ rule, path })),
    notes: [...notes],
    duration_ms: answer.durationMs,
  }
}

/** What went of the files, and what did not and why. */
export const sourcesData = ({ texts, images, leftOut }: SourceReport): JsonObject => ({
  files: texts.map(({ name, lines, tokens }) => ({ name, lines: lines.shown, of_lines: lines.total, tokens })),
  images: images.map(({ name }) => name),
  left_out: leftOut.map(({ name, reason }) => ({ name, reason })),
})

/** US dollars; null where it is not known. What runs on this machine costs nothing. */
function costIn(answer: Answer, provider: Provider, models: readonly ModelEntry[]): number | null {
  const { usage, request } = answer
  if (answer.cached) return 0
  if (answer.provider !== provider.id || answer.insteadOf.length > 0) {
    return costOf(usage, findEntry([answer.provider], answer.model, models)?.price) ?? null
  }
  const { model } = request.value
  const price = findEntry([provider.id], model, models)?.price
  if (price === undefined && isFree(provider, model)) return 0
  return costOf(usage, price) ?? null
}
