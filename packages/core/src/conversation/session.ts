import type { Timestamp } from '../clock.js'
import type { JsonObject } from '../json.js'

/** A conversation. Ids are opaque Unicode strings: a name that a person chose is one. */
export interface Session {
  readonly id: string
  readonly userId: string
  readonly title?: string
  readonly metadata?: JsonObject
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
  /** Derived from the messages, never counted on its own. */
  readonly messageCount: number
  readonly deletedAt?: Timestamp
}

export interface NewSession {
  /** Chosen by the store when absent. */
  readonly id?: string
  readonly userId?: string
  readonly title?: string
  readonly metadata?: JsonObject
}
