import type { Redacted } from '@engawa/core'
import { estimateTokens, type LlmRequest } from '@engawa/llm-providers'
import type { SecretFilter } from '@engawa/secret-filter'
import type { ChatStore } from '@engawa/storage'
import type { ChatOptions } from '../commands/chat-options.js'
import { fitHistory } from '../conversation/fit-history.js'
import type { ChosenModel } from '../providers/choose-model.js'
import type { Settings } from '../settings/settings.js'
import type { Question } from './ask.js'
import { buildRequest } from './build-request.js'
import { contextWindow } from './context-window.js'

export interface PlanInput {
  readonly store: ChatStore
  readonly filter: SecretFilter
  readonly settings: Settings
  readonly options: Pick<ChatOptions, 'system' | 'temperature' | 'maxTokens'>
  readonly model: Pick<ChosenModel, 'model' | 'contextWindow'>
  /** Whether the provider takes the size of its window from the request. */
  readonly asksForWindow: boolean
  readonly sessionId: string
  readonly text: string
}

/** What was left out to fit, in words. */
export type Note = string

/** Tokens kept free for the answer when nobody said how long it may be. */
const answerReserve = 1_024

/** How a question becomes a request. `chat` and `--dry-run` go the same way, so what is shown is what is sent. */
export function planQuestion(input: PlanInput) {
  // A request that is made twice, to look at it and to send it, leaves the same out twice.
  const notes = new Set<Note>()
  const room = roomOf(input)

  async function requestAt(before: number): Promise<Redacted<LlmRequest>> {
    const { store, filter, settings, options, model, asksForWindow, sessionId, text } = input
    const history = await fitHistory(store, sessionId, { before, budget: room.history, estimate: estimateTokens })
    if (history.leftOut > 0) {
      notes.add(
        `${history.leftOut} older ${history.leftOut === 1 ? 'message was' : 'messages were'} left out to fit about ${room.history} tokens of history; zen session compact ${sessionId} summarises them`,
      )
    }
    if (history.summarised > 0) notes.add(`messages 1 to ${history.summarised} went as a summary`)
    return buildRequest(filter, {
      model: model.model,
      system: options.system,
      history: history.messages,
      question: text,
      temperature: options.temperature ?? settings.models.temperature ?? undefined,
      maxTokens: options.maxTokens,
      contextWindow: asksForWindow ? room.window : undefined,
    })
  }

  const question: Question = {
    sessionId: input.sessionId,
    text: input.text,
    prepare: (asked) => requestAt(asked.seq),
  }
  return {
    question,
    /** The request as it would be sent now. Nothing is stored. */
    preview: () => requestAt(Number.POSITIVE_INFINITY),
    notes: (): readonly Note[] => [...notes],
  }
}

type RoomInput = Pick<PlanInput, 'settings' | 'model' | 'asksForWindow' | 'text'> & {
  readonly options: { readonly system?: string | undefined; readonly maxTokens?: number | undefined }
}

/** Tokens for everything, and those of them that are left for what was said before. */
export function roomOf({ settings, options, model, asksForWindow, text }: RoomInput) {
  const asked = estimateTokens(text) + estimateTokens(options.system ?? '')
  const reserve = options.maxTokens ?? answerReserve
  const window = contextWindow({
    asked,
    reserve,
    known: model.contextWindow,
    configured: settings.models.context_window,
    adjustable: asksForWindow,
  })
  const left = (window ?? Number.POSITIVE_INFINITY) - asked - reserve
  return { window, history: Math.max(0, Math.min(settings.session.history_tokens, left)) }
}
