import type { EngawaError, Message } from '@engawa/core'
import type { Backend, Match, Matches, MatchQuery } from '../backend.js'
import { IndexedSessions } from '../search/indexed-sessions.js'
import { OneAtATime } from '../search/one-at-a-time.js'
import { allMessages } from '../store/all-messages.js'
import { allSessions } from '../store/all-sessions.js'
import { doesNotOpen } from './seal-errors.js'

interface Known {
  readonly indexed: IndexedSessions
  /** Ids of messages, by their places: a log finds an id faster than a `seq`. */
  readonly ids: string[]
}

/**
 * Search over sealed messages: the backend's own index holds no words of theirs. This one is in memory alone, made at
 * the first search and brought up to date at each: only what was written since is opened. A session that does not open is
 * left out, and tried again each time.
 */
export class OpenedSearch {
  readonly #opened: Pick<Backend, 'listMessages' | 'getMessage'>
  readonly #stored: Pick<Backend, 'listSessions'>
  readonly #turns = new OneAtATime()
  #known = nothing()
  #leftOut = 0

  /** @param stored where sessions are asked for as they are stored: their titles need not be opened */
  constructor(opened: Pick<Backend, 'listMessages' | 'getMessage'>, stored: Pick<Backend, 'listSessions'>) {
    this.#opened = opened
    this.#stored = stored
  }

  /** Sessions that did not open, or not to their ends, at the last search. */
  get leftOut(): number {
    return this.#leftOut
  }

  async search(query: MatchQuery): Promise<Matches> {
    const { indexed, ids } = await this.#turns.run(() => this.#catchUp())
    const { best, ...rest } = indexed.search(query)
    const matches: Match[] = []
    for (const { ref, score } of best) {
      const message = await this.#message(ref.sessionId, ids[ref.place] ?? '')
      if (message !== undefined) matches.push({ message, score })
    }
    return { matches, ...rest }
  }

  async rebuild(): Promise<void> {
    await this.#turns.run(async () => {
      this.#known = nothing()
    })
  }

  /** Undefined also when it was opened before, and no longer opens. */
  async #message(sessionId: string, id: string): Promise<Message | undefined> {
    try {
      return await this.#opened.getMessage(sessionId, id)
    } catch (error) {
      if (!doesNotOpen(error)) throw error
      return undefined
    }
  }

  async #catchUp(): Promise<Known> {
    const gone = new Set(this.#known.indexed.ids())
    const failures: EngawaError[] = []
    let isAnyOpen = false
    for await (const session of allSessions(this.#stored)) {
      gone.delete(session.id)
      if (this.#known.indexed.isOther(session.id, session)) return this.#anew()
      const { indexed, ids } = this.#known
      try {
        await indexed.take(session, {
          read: (after) => allMessages(this.#opened, session.id, after),
          placeOf: ({ id }) => ids.push(id) - 1,
        })
        isAnyOpen ||= session.messageCount > 0
      } catch (error) {
        if (!doesNotOpen(error)) throw error
        failures.push(error)
      }
    }
    if (gone.size > 0) return this.#anew()
    // Without the right key nothing would be found, and nobody told.
    if (failures[0] !== undefined && !isAnyOpen) throw failures[0]
    this.#leftOut = failures.length
    return this.#known
  }

  #anew(): Promise<Known> {
    this.#known = nothing()
    return this.#catchUp()
  }
}

const nothing = (): Known => ({ indexed: new IndexedSessions(), ids: [] })
