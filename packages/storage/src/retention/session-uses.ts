import type { Clock, Session } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { Listing, MessageStore, SessionStore } from '../chat-store.js'
import { contentHash } from '../store/content-hash.js'
import { retentionOf } from './retention-of.js'

/** Of the key/value entry that says that a session is read. By its hash, as ids may be as long as keys. */
const keyOf = (sessionId: string): string => `engawa:read:${contentHash(Buffer.from(sessionId))}`

/** Of a session's time: nothing is noted before so much of it is over, and a note is made anew each time it is. */
const partOfLife = 4

/**
 * Who reads old sessions, for all processes: a read changes nothing in a session, so it is noted beside it, in the
 * key/value store. A note lives for so much longer than a session's time as later reads leave it alone. A session that is
 * young by its last change needs none, and may go that much earlier.
 */
export class SessionUses {
  readonly #backend: () => Backend
  readonly #clock: Clock
  readonly #maxAgeMs: number
  /** From when until when there is nothing to note, by session id. */
  readonly #settled = new Map<string, { readonly from: number; readonly until: number }>()

  constructor(backend: () => Backend, clock: Clock, maxAgeMs: number) {
    this.#backend = backend
    this.#clock = clock
    this.#maxAgeMs = maxAgeMs
  }

  async isRead(sessionId: string, now: number): Promise<boolean> {
    return (await this.#backend().kv.get(keyOf(sessionId), now)) !== undefined
  }

  /** Durable before the reader gets anything: whoever sweeps must not be faster. */
  async note(sessionId: string): Promise<void> {
    const now = this.#clock.now()
    const settled = this.#settled.get(sessionId)
    if (settled !== undefined && now >= settled.from && now < settled.until) return
    const session = await this.#backend().getSession(sessionId)
    if (session === undefined || session.deletedAt !== undefined) return
    await this.#noteIfOld(session, now)
  }

  async #noteIfOld(session: Session, now: number): Promise<void> {
    const { maxAgeMs = this.#maxAgeMs } = retentionOf(session)
    const part = Math.ceil(maxAgeMs / partOfLife)
    const oldFrom = Date.parse(session.updatedAt) + part
    const isOld = oldFrom <= now
    if (isOld) await this.#backend().kv.set(keyOf(session.id), now, now + maxAgeMs + part, now)
    this.#settled.set(session.id, { from: now, until: isOld ? now + part : oldFrom })
  }

  /** The same, noting what is read. */
  messages(messages: MessageStore): MessageStore {
    return {
      append: (request) => messages.append(request),
      get: async (sessionId, id) => {
        const found = await messages.get(sessionId, id)
        if (found !== undefined) await this.note(sessionId)
        return found
      },
      list: (options) => noted(messages.list(options), () => this.note(options.sessionId)),
    }
  }

  sessions(sessions: SessionStore): SessionStore {
    return {
      ...sessions,
      get: async (id) => {
        const found = await sessions.get(id)
        if (found !== undefined) await this.note(id)
        return found
      },
    }
  }
}

/** What is wrong with the options is told by the listing itself. */
function noted<T>(listing: Listing<T>, note: () => Promise<void>): Listing<T> {
  return {
    // biome-ignore lint/suspicious/noThenProperty: a listing can be awaited for one page
    then: (onPage, onError) =>
      Promise.resolve(listing)
        .then(async (page) => {
          await note()
          return page
        })
        .then(onPage, onError),
    async *[Symbol.asyncIterator]() {
      let isNoted = false
      for await (const item of listing) {
        if (!isNoted) await note()
        isNoted = true
        yield item
      }
    },
  }
}
