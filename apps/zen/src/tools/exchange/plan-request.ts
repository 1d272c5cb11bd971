import { type Message, type Redacted, textContent } from '@engawa/core'
import { estimateTokens, findEntry, type LlmRequest } from '@engawa/llm-providers'
import type { ChatStore } from '@engawa/storage'
import { contextWindow, roomForFiles } from '../../ask/context-window.js'
import { fitHistory } from '../../conversation/fit-history.js'
import type { OpenModel } from '../../providers/open-model.js'
import type { Settings } from '../../settings/settings.js'
import type { AskedFor } from './desk.js'
import { wireSchema } from './wire-schema.js'

export interface RequestPlace {
  readonly store: Pick<ChatStore, 'messages' | 'sessions'>
  readonly sessionId: string
  readonly settings: Settings
  readonly temperature: number | undefined
  readonly maxTokens: number | undefined
}

/** Tokens kept free for an answer: findings and plans are longer than words in a chat. */
const answerReserve = 4_096

/** Tokens that the text of a question may take beside what the tool is. */
export const roomForText = (open: OpenModel, place: RequestPlace, asked: Omit<AskedFor, 'text' | 'facts'>): number =>
  roomForFiles({
    asked: estimateTokens(systemText(asked)),
    reserve: place.maxTokens ?? answerReserve,
    ...windowOf(open, place.settings),
  })

/**
 * A request for a tool's question at its place in the session. What was said before goes along as far as it fits.
 *
 * @param before the question's own `seq`
 * @param note told what was left out
 * @throws UserError `zen/too-long`
 */
export async function planRequest(
  open: OpenModel,
  place: RequestPlace,
  asked: Omit<AskedFor, 'facts'>,
  before: number,
  note: (text: string) => void,
): Promise<Redacted<LlmRequest>> {
  const { settings, maxTokens } = place
  const system = systemText(asked)
  const exact = asked.instead ?? []
  const said = exact.map(({ content }) => JSON.stringify(content)).join('')
  const tokens = estimateTokens(asked.text) + estimateTokens(system) + estimateTokens(said)
  const reserve = maxTokens ?? answerReserve
  const need = windowOf(open, settings)
  const window = contextWindow({ asked: tokens, reserve, ...need })
  const budget = Math.max(0, Math.min(settings.session.history_tokens, (window ?? Infinity) - tokens - reserve))
  const history = asked.instead ?? (asked.history === false ? [] : await heard(place, before, budget, note))
  const temperature = place.temperature ?? settings.models.temperature ?? undefined
  const format = asked.schema !== undefined && holdsToSchema(open) ? { responseSchema: wireSchema(asked.schema) } : {}
  return open.filter.redact<LlmRequest>({
    model: open.model.model,
    messages: [
      { role: 'system', content: textContent(system) },
      ...history.map(({ role, content }) => ({ role, content })),
      { role: 'user', content: textContent(asked.text) },
    ],
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(need.adjustable && window !== undefined ? { contextWindow: window } : {}),
    ...format,
  })
}

async function heard(
  { store, sessionId }: RequestPlace,
  before: number,
  budget: number,
  note: (text: string) => void,
): Promise<readonly Message[]> {
  const { messages, leftOut } = await fitHistory(store, sessionId, { before, budget, estimate: estimateTokens })
  if (leftOut > 0) {
    const count = leftOut === 1 ? '1 older message was' : `${leftOut} older messages were`
    note(`${count} left out to fit about ${budget} tokens of history; zen session compact summarises them`)
  }
  return messages
}

const windowOf = ({ provider, model }: OpenModel, { models }: Settings) => ({
  known: model.contextWindow,
  configured: models.context_window,
  adjustable: provider.capabilities.has('context-window'),
})

/** Whether the provider, and the model where that is known, can hold an answer to a schema. */
function holdsToSchema({ provider, model, models }: OpenModel): boolean {
  const entry = findEntry([provider.id], model.model, models)
  return (
    provider.capabilities.has('response-schema') &&
    (entry === undefined || entry.capabilities.includes('response-schema'))
  )
}

/** Also a model that is held to a schema understands it better when it reads it. */
function systemText({ system, schema }: Pick<AskedFor, 'system' | 'schema'>): string {
  if (schema === undefined) return system
  return `${system}\n\nAnswer with one JSON object and nothing else. It has this schema:\n${JSON.stringify(wireSchema(schema))}`
}
