import type { JsonObject, Message, NewMessage } from '@engawa/core'
import type { Durability, Listing, ListOptions } from '../chat-store.js'
import type { Persona } from './persona.js'
import type { EntityListOptions, EntityStore, Versioned } from './versioned.js'

export const panelTypes = ['multi_persona', 'focus_group', 'expert_panel', 'brainstorm'] as const
export type PanelType = (typeof panelTypes)[number]

/** Several personas talk about one thing. */
export interface Panel extends Versioned {
  readonly userId: string
  readonly type: PanelType
  readonly topic: string
  /** The session in which it was called, if any: a session's panels are those that name it. */
  readonly sessionId?: string
  /** The session that holds what is said; it begins with the first message. */
  readonly conversationId: string
  /** 1 to 10, as they were when the panel was created. */
  readonly personas: readonly Persona[]
  /** How far they agree, 0 to 1; absent until somebody says. */
  readonly consensus?: number
  readonly metadata?: JsonObject
}

export interface NewPanel {
  /** Chosen by the store when absent. */
  readonly id?: string
  readonly userId?: string
  readonly type: PanelType
  readonly topic: string
  readonly sessionId?: string
  /** Ids: of the user's personas, then of global ones. */
  readonly personas: readonly string[]
  readonly consensus?: number
  readonly metadata?: JsonObject
}

export type PanelChange = Partial<Pick<NewPanel, 'topic' | 'consensus' | 'metadata'>>

export interface NewPanelMessage
  extends Pick<NewMessage, 'id' | 'content' | 'provider' | 'model' | 'usage' | 'status' | 'metadata'> {
  readonly panelId: string
  /** One of the panel's; absent when the user speaks. */
  readonly personaId?: string
  /** The message of the panel that this one answers. */
  readonly responseTo?: string
  readonly idempotencyKey?: string
}

export interface PanelMessage extends Omit<Message, 'replyTo'> {
  readonly panelId: string
  readonly personaId?: string
  readonly responseTo?: string
}

export interface PanelMessageResult {
  /** As stored: the one message. */
  readonly messages: readonly PanelMessage[]
  readonly durability: Durability
  readonly replayed: boolean
}

/** What came out of a panel, with what it rests on. */
export interface Insight extends Versioned {
  readonly panelId: string
  readonly text: string
  /** `agreement`, `risk` … as whoever wrote it calls it. */
  readonly kind?: string
  /** 0 to 1. */
  readonly confidence?: number
  /** Ids of the panel's messages that support it; 1 at least. */
  readonly supportingMessages: readonly string[]
  readonly metadata?: JsonObject
}

export interface NewInsight extends Pick<Insight, 'panelId' | 'text' | 'kind' | 'confidence' | 'metadata'> {
  /** Chosen by the store when absent. */
  readonly id?: string
  readonly supportingMessages: readonly string[]
}

export interface InsightStore {
  add(given: NewInsight): Promise<Insight>
  /** By time of writing. */
  list(options: ListOptions & { readonly panelId: string }): Listing<Insight>
  /** An insight with the messages that support it, in the panel's order. Undefined when unknown or deleted. */
  read(id: string): Promise<{ readonly insight: Insight; readonly messages: readonly PanelMessage[] } | undefined>
  delete(id: string): Promise<void>
  restore(id: string): Promise<Insight>
}

export interface PanelStore extends EntityStore<Panel, NewPanel, PanelChange> {
  list(options?: EntityListOptions & { readonly sessionId?: string }): Listing<Panel>
  /** Resolves when the message is durable. */
  say(message: NewPanelMessage): Promise<PanelMessageResult>
  messages(options: ListOptions & { readonly panelId: string }): Listing<PanelMessage>
  /** What answers one message of the panel. A page may hold fewer than its limit and still not be the last. */
  replies(options: ListOptions & { readonly panelId: string; readonly messageId: string }): Listing<PanelMessage>
  readonly insights: InsightStore
}
