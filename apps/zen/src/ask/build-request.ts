import { type ContentPart, type JsonObject, type Message, type Redacted, textContent } from '@engawa/core'
import type { LlmMessage, LlmRequest } from '@engawa/llm-providers'
import type { SecretFilter } from '@engawa/secret-filter'

export interface RequestParts {
  readonly model: string
  readonly system: string | undefined
  readonly history: readonly Message[]
  readonly question: readonly ContentPart[]
  readonly temperature: number | undefined
  readonly maxTokens: number | undefined
  readonly responseSchema: JsonObject | undefined
  readonly contextWindow: number | undefined
}

/** The exact payload, passed through the secret filter: what `--dry-run` shows is what `chat` sends. */
export function buildRequest(filter: Pick<SecretFilter, 'redact'>, parts: RequestParts): Redacted<LlmRequest> {
  const { model, system, history, question, temperature, maxTokens, responseSchema, contextWindow } = parts
  const messages: LlmMessage[] = [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: textContent(system) }]),
    ...history.map(({ role, content }) => ({ role, content })),
    { role: 'user', content: question },
  ]
  return filter.redact<LlmRequest>({
    model,
    messages,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(responseSchema === undefined ? {} : { responseSchema }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
  })
}
