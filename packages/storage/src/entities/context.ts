import type { JsonObject, Timestamp } from '@engawa/core'
import type { Listing, ListOptions } from '../chat-store.js'
import type { Entity } from './entity.js'
import type { EntityListOptions, EntityStore, Versioned } from './versioned.js'

/** What a part of a session is about, so that it can go on without being read again. */
export interface Context extends Versioned {
  readonly sessionId: string
  /** The session's. */
  readonly userId: string
  readonly summary: string
  /** 10 at most. */
  readonly keyPoints: readonly string[]
  readonly entities: readonly Entity[]
  /** How sure whoever wrote it was, 0 to 1. */
  readonly confidence: number
  /** The messages that it tells of. */
  readonly range: MessageRange
  readonly metadata?: JsonObject
}

/** Messages by `seq`, both ends included. */
export interface MessageRange {
  readonly first: number
  readonly last: number
}

export interface NewContext {
  /** Chosen by the store when absent. */
  readonly id?: string
  readonly sessionId: string
  readonly summary: string
  readonly keyPoints?: readonly string[]
  readonly entities?: readonly Entity[]
  readonly confidence: number
  readonly range: MessageRange
  readonly metadata?: JsonObject
}

export type ContextChange = Partial<Omit<NewContext, 'id' | 'sessionId'>>

/** A version of a context that somebody wanted to keep in sight. */
export interface ContextSnapshot {
  readonly id: string
  readonly contextId: string
  readonly label?: string
  readonly takenAt: Timestamp
  /** As it was then. */
  readonly context: Context
}

export interface ContextStore extends EntityStore<Context, NewContext, ContextChange> {
  list(options?: EntityListOptions & { readonly sessionId?: string }): Listing<Context>
  /** Keep the context as it is now. */
  snapshot(id: string, options?: { readonly label?: string }): Promise<ContextSnapshot>
  /** Oldest first unless told. */
  snapshots(options: ListOptions & { readonly contextId: string }): Listing<ContextSnapshot>
}
