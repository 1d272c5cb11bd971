import { type Role, type Session, textOf } from '@engawa/core'
import type { Backend, Match, MatchQuery, SessionPosition } from '../backend.js'
import { maxPage } from '../input/limits.js'
import { compareMatches } from '../listing/order.js'
import { InvertedIndex } from '../search/inverted-index.js'
import { passesFilters } from '../search/passes-filters.js'

/** Which message was indexed, and what filters ask about it. */
interface Entry {
  readonly sessionId: string
  readonly id: string
  readonly seq: number
  readonly role: Role
  readonly createdAt: string
}

/**
 * Search over sealed messages: the backend's own index holds no words of theirs. This one is in memory alone, made at
 * the first search and brought up to date at each: only what was written since is opened.
 *
 * The seam for an index on disk: whatever keeps sealed segments takes the place of `InvertedIndex` and of `#covered`.
 */
export class OpenedSearch {
  readonly #opened: Pick<Backend, 'listMessages' | 'getMessage'>
  readonly #stored: Pick<Backend, 'listSessions'>
  #index = new InvertedIndex<Entry>()
  #covered = new Map<string, { readonly createdAt: string; readonly seq: number }>()
  #catchingUp: Promise<unknown> = Promise.resolve()

  /** @param stored where sessions are asked for as they are stored: their titles need not be opened */
  constructor(opened: Pick<Backend, 'listMessages' | 'getMessage'>, stored: Pick<Backend, 'listSessions'>) {
    this.#opened = opened
    this.#stored = stored
  }

  async search(query: MatchQuery): Promise<readonly Match[]> {
    // One at a time, and each after its call began, so that a search finds what was written before it.
    const caughtUp = this.#catchingUp.then(() => this.#catchUp())
    this.#catchingUp = caughtUp.catch(() => undefined)
    const { index, sessions } = await caughtUp
    const best = index
      .match(query.terms)
      .filter(({ ref }) => passesFilters(ref, sessions.get(ref.sessionId), query))
      .map(({ ref, score }) => ({ message: ref, score }))
      .sort(compareMatches)
      .slice(query.skip, query.skip + query.limit)
    const matches: Match[] = []
    for (const { message: ref, score } of best) {
      const message = await this.#opened.getMessage(ref.sessionId, ref.id)
      if (message !== undefined) matches.push({ message, score })
    }
    return matches
  }

  async #catchUp(): Promise<{ readonly index: InvertedIndex<Entry>; readonly sessions: Map<string, Session> }> {
    const sessions = await this.#everySession()
    if ([...this.#covered].some(([id, known]) => isOther(sessions.get(id), known))) {
      this.#index = new InvertedIndex()
      this.#covered = new Map()
    }
    for (const session of sessions.values()) await this.#cover(session)
    return { index: this.#index, sessions }
  }

  async #everySession(): Promise<Map<string, Session>> {
    const sessions = new Map<string, Session>()
    for (let after: SessionPosition | undefined; ; ) {
      const page = await this.#stored.listSessions({
        includeDeleted: true,
        order: 'asc',
        limit: maxPage,
        ...(after && { after }),
      })
      for (const session of page) sessions.set(session.id, session)
      after = page.at(-1)
      if (page.length < maxPage) return sessions
    }
  }

  async #cover({ id: sessionId, createdAt, messageCount }: Session): Promise<void> {
    let seq = this.#covered.get(sessionId)?.seq ?? 0
    while (seq < messageCount) {
      const query = { sessionId, order: 'asc', after: { seq }, limit: maxPage } as const
      const { messages } = await this.#opened.listMessages(query)
      for (const message of messages) {
        const { id, role, createdAt: at } = message
        this.#index.add({ sessionId, id, seq: message.seq, role, createdAt: at }, textOf(message))
        seq = message.seq
      }
      this.#covered.set(sessionId, { createdAt, seq })
      if (messages.length === 0) return
    }
  }
}

/** Purged, or purged and begun anew. */
const isOther = (session: Session | undefined, known: { readonly createdAt: string; readonly seq: number }): boolean =>
  session === undefined || session.createdAt !== known.createdAt || session.messageCount < known.seq
