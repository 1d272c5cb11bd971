import { type Clock, systemClock } from '@engawa/core'

export interface BufferedMessage {
  readonly role: 'user' | 'assistant'
  readonly text: string
  /** Milliseconds since the Unix epoch. */
  readonly at: number
}

export interface ShortTermBufferOptions {
  /** Messages kept for each session; 20 unless told. */
  readonly maxMessages?: number
  /** Age at which a message drops out, in milliseconds; an hour unless told. */
  readonly expireAfterMs?: number
  /** Sessions kept; the one that was quiet longest drops out. 1,000 unless told. */
  readonly maxSessions?: number
  readonly clock?: Clock
}

/**
 * What was just said in each session, held in memory alone: the conversation's own store can fill it again.
 */
export class ShortTermBuffer {
  /** Messages kept for each session: more need not be filled in. */
  readonly maxMessages: number
  readonly #sessions = new Map<string, readonly BufferedMessage[]>()
  readonly #expireAfterMs: number
  readonly #maxSessions: number
  readonly #clock: Clock

  constructor({
    maxMessages = 20,
    expireAfterMs = 3_600_000,
    maxSessions = 1_000,
    clock = systemClock,
  }: ShortTermBufferOptions = {}) {
    this.maxMessages = maxMessages
    this.#expireAfterMs = expireAfterMs
    this.#maxSessions = maxSessions
    this.#clock = clock
  }

  /** Whether this session was filled before; if not, fill it from the conversation's store. */
  has(sessionId: string): boolean {
    return this.#sessions.has(sessionId)
  }

  add(sessionId: string, ...messages: readonly BufferedMessage[]): void {
    const kept = [...this.recent(sessionId), ...messages].slice(-this.maxMessages)
    // Deleting first moves the session to the end: the map's order is the order of last use.
    this.#sessions.delete(sessionId)
    this.#sessions.set(sessionId, kept)
    if (this.#sessions.size <= this.#maxSessions) return
    const [quietest] = this.#sessions.keys()
    if (quietest !== undefined) this.#sessions.delete(quietest)
  }

  /** Oldest first, without what has expired. */
  recent(sessionId: string): readonly BufferedMessage[] {
    const limit = this.#clock.now() - this.#expireAfterMs
    return (this.#sessions.get(sessionId) ?? []).filter(({ at }) => at > limit)
  }

  forget(sessionId: string): void {
    this.#sessions.delete(sessionId)
  }
}
