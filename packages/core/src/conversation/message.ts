import type { Timestamp } from '../clock.js'
import type { JsonObject, JsonValue } from '../json.js'

export const roles = ['system', 'user', 'assistant', 'tool'] as const
export type Role = (typeof roles)[number]

export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

export interface ImagePart {
  readonly type: 'image'
  /** `image/png`, `image/jpeg`, `image/webp` or `image/gif`. */
  readonly mediaType: string
  /** Base64, without a data URL's prefix. */
  readonly data: string
}

export type ContentPart = TextPart | ImagePart

export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly arguments: JsonValue
}

/** Tokens as the provider counted them. Absent means unknown, never 0. */
export interface Usage {
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly cachedInputTokens?: number
  readonly reasoningTokens?: number
}

/** What a caller hands over to be stored. */
export interface NewMessage {
  /** Chosen by the store when absent. */
  readonly id?: string
  readonly role: Role
  readonly content: readonly ContentPart[]
  readonly toolCalls?: readonly ToolCall[]
  /** For role `tool`: the call that this answers. */
  readonly toolCallId?: string
  /** The message that this one answers: an answer is linked to its question, whatever lies between. */
  readonly replyTo?: string
  readonly provider?: string
  readonly model?: string
  readonly usage?: Usage
  /** `partial`: the answer was cut off or interrupted. Absent means complete. */
  readonly status?: 'complete' | 'partial'
  readonly metadata?: JsonObject
}

/** A message as stored. */
export interface Message extends NewMessage {
  readonly id: string
  readonly sessionId: string
  /** Position in the session: 1, 2, 3 … without gaps. */
  readonly seq: number
  readonly createdAt: Timestamp
}

/** The text of a message, images left out. */
export const textOf = (message: Pick<NewMessage, 'content'>): string =>
  message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')

export const textContent = (text: string): readonly ContentPart[] => [{ type: 'text', text }]
