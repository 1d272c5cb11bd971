import type { CommandResult } from '@engawa/cli-kit'
import type { JsonObject, JsonValue, Redacted } from '@engawa/core'
import { estimateTokens, type LlmRequest, type Provider } from '@engawa/llm-providers'
import type { Answer } from '../ask/ask.js'
import type { SessionChoice } from '../conversation/choose-session.js'
import { servedBy } from '../sessions/storage-outage.js'
import { describeFindings } from './notes.js'

interface Circumstances {
  readonly provider: Provider
  readonly session: SessionChoice
}

/** `data` of `zen chat --json`. Unknown is absent, never 0. */
export function chatData(
  answer: Answer,
  { provider, session, notes }: Circumstances & { notes: readonly string[] },
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
    question_id: answer.question.id,
    answer_id: answer.message.id,
    ...servedBy({ type: answer.kept.backend, ...answer.kept }),
    durability: answer.kept.durability,
    redactions: answer.request.findings.map(({ rule, path }) => ({ rule, path })),
    notes: [...notes],
    duration_ms: answer.durationMs,
  }
}

/** What would be sent, to whom, and what was taken out. Nothing is sent or stored. */
export function dryRunResult(request: Redacted<LlmRequest>, { provider, session }: Circumstances): CommandResult {
  const payload = request.value as unknown as JsonValue
  const text = JSON.stringify(payload, null, 2)
  const tokens = estimateTokens(request.value.messages.map(({ content }) => JSON.stringify(content)).join('\n'))
  const { findings } = request
  return {
    data: {
      provider: provider.id,
      endpoint: provider.endpoint,
      location: provider.location,
      session: session.id,
      payload,
      estimated_input_tokens: tokens,
      redactions: findings.map(({ rule, path, sentinel }) => ({ rule, path, sentinel })),
    },
    text: [
      `Would be sent to ${provider.id} at ${provider.endpoint} (${provider.location}), about ${tokens} tokens:`,
      text,
      findings.length === 0 ? 'No secret was found.' : `${describeFindings(findings)}.`,
    ].join('\n'),
  }
}
