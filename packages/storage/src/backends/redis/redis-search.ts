import { type Message, type Role, type Session, textOf } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { Match, MatchQuery } from '../../backend.js'
import { compareMatches } from '../../listing/order.js'
import { InvertedIndex } from '../../search/inverted-index.js'
import { passesFilters } from '../../search/passes-filters.js'
import type { RedisConnection } from './redis-connection.js'
import { readMessage, readMessages } from './redis-messages.js'
import { readSessions } from './session-fields.js'
import type { SessionIndex } from './session-index.js'

/** Which message was indexed, and what filters ask about it. */
interface Entry {
  readonly sessionId: string
  readonly seq: number
  readonly role: Role
  readonly createdAt: string
}

const sessionsAtOnce = 200
const messagesAtOnce = 500

/** What is known of one body of data. */
interface Known {
  readonly dataId: string | undefined
  readonly index: InvertedIndex<Entry>
  readonly sessions: Map<string, Session>
  /** Last `seq` indexed, by session id. */
  readonly covered: Map<string, number>
  mark: number | undefined
}

/**
 * Full-text search over the sessions. The index is in memory, made at the first search and brought up to date at each:
 * only what was written since is read. Where the data was replaced, it is made anew.
 */
export class RedisSearch {
  readonly #connection: RedisConnection
  readonly #sessions: SessionIndex
  #known: Known = nothing(undefined)
  #catchingUp: Promise<unknown> = Promise.resolve()

  constructor(connection: RedisConnection, sessions: SessionIndex) {
    this.#connection = connection
    this.#sessions = sessions
  }

  async search(query: MatchQuery): Promise<readonly Match[]> {
    // One at a time, and each after its call began, so that a search finds what was written before it.
    const caughtUp = this.#catchingUp.then(() => this.#connection.run((commands) => this.#catchUp(commands)))
    this.#catchingUp = caughtUp.catch(() => undefined)
    const { index, sessions } = await caughtUp
    const best = index
      .match(query.terms)
      .filter(({ ref }) => passesFilters(ref, sessions.get(ref.sessionId), query))
      .map(({ ref, score }) => ({ message: ref, score }))
      .sort(compareMatches)
      .slice(query.skip, query.skip + query.limit)
    const { keyPrefix } = this.#connection.target
    const messages = await this.#connection.run((commands) =>
      Promise.all(best.map(({ message }) => readMessage(commands, keyPrefix, message.sessionId, message.seq))),
    )
    return best.flatMap(({ score }, at): Match[] => {
      const message = messages[at]
      return message === undefined ? [] : [{ message, score }]
    })
  }

  async #catchUp(commands: RedisCommander): Promise<Known> {
    const { dataId } = await this.#connection.connect()
    if (dataId !== this.#known.dataId) this.#known = nothing(dataId)
    let changes = await this.#sessions.changedSince(commands, this.#known.mark)
    if (changes.mark !== undefined && changes.mark < (this.#known.mark ?? 0)) {
      this.#known = nothing(dataId)
      changes = await this.#sessions.changedSince(commands, undefined)
    }
    const known = this.#known
    for (let at = 0; at < changes.ids.length; at += sessionsAtOnce) {
      const ids = changes.ids.slice(at, at + sessionsAtOnce)
      const sessions = await readSessions(commands, this.#connection.target.keyPrefix, ids)
      for (const [index, session] of sessions.entries()) {
        const before = known.sessions.get(ids[index] ?? '')
        // One that was purged is still indexed, and another may have its id by now.
        if (before !== undefined && before.createdAt !== session?.createdAt) return this.#anew(commands, dataId)
        if (session !== undefined) await this.#cover(commands, known, session)
      }
    }
    known.mark = changes.mark
    return known
  }

  #anew(commands: RedisCommander, dataId: string): Promise<Known> {
    this.#known = nothing(dataId)
    return this.#catchUp(commands)
  }

  async #cover(commands: RedisCommander, known: Known, session: Session): Promise<void> {
    known.sessions.set(session.id, session)
    const { keyPrefix } = this.#connection.target
    let messages: readonly Message[] = []
    do {
      const after = { seq: known.covered.get(session.id) ?? 0 }
      if (after.seq >= session.messageCount) return
      const query = { sessionId: session.id, order: 'asc', after, limit: messagesAtOnce } as const
      messages = await readMessages(commands, keyPrefix, query)
      for (const message of messages) {
        const { sessionId, seq, role, createdAt } = message
        known.index.add({ sessionId, seq, role, createdAt }, textOf(message))
        known.covered.set(sessionId, seq)
      }
    } while (messages.length === messagesAtOnce)
  }
}

const nothing = (dataId: string | undefined): Known => ({
  dataId,
  index: new InvertedIndex(),
  sessions: new Map(),
  covered: new Map(),
  mark: undefined,
})
