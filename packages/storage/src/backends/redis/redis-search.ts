import { type Message, type Session, textOf } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { Match, Matches, MatchQuery } from '../../backend.js'
import { OneAtATime } from '../../search/one-at-a-time.js'
import { searchParts } from '../../search/search-parts.js'
import { SegmentedIndex } from '../../search/segmented-index.js'
import type { RedisConnection } from './redis-connection.js'
import { readMessage, readMessages } from './redis-messages.js'
import { readSessions } from './session-fields.js'
import type { SessionIndex } from './session-index.js'

const sessionsAtOnce = 200
const messagesAtOnce = 500

/** What is known of one body of data. */
interface Known {
  readonly dataId: string | undefined
  readonly index: SegmentedIndex
  /** By the number that the index knows them by. */
  readonly sessions: Session[]
  readonly numbers: Map<string, number>
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
  readonly #turns = new OneAtATime()

  constructor(connection: RedisConnection, sessions: SessionIndex) {
    this.#connection = connection
    this.#sessions = sessions
  }

  async search(query: MatchQuery): Promise<Matches> {
    const known = await this.#turns.run(() => this.#connection.run((commands) => this.#catchUp(commands)))
    const sources = {
      session: (source: number) => known.sessions[source],
      numberOf: (id: string) => known.numbers.get(id),
    }
    const { best, ...rest } = searchParts(known.index.parts, sources, query)
    const { keyPrefix } = this.#connection.target
    const messages = await this.#connection.run((commands) =>
      Promise.all(
        best.map(({ ref }) => readMessage(commands, keyPrefix, known.sessions[ref.source]?.id ?? '', ref.seq)),
      ),
    )
    const matches = best.flatMap(({ score }, at): Match[] => {
      const message = messages[at]
      return message === undefined ? [] : [{ message, score }]
    })
    return { matches, ...rest }
  }

  async rebuild(): Promise<void> {
    await this.#turns.run(async () => {
      this.#known = nothing(this.#known.dataId)
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
        // One that was purged is still indexed, and another may have its id by now.
        if (isOther(known.sessions[known.numbers.get(ids[index] ?? '') ?? -1], session)) {
          return this.#anew(commands, dataId)
        }
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
    const source = known.numbers.get(session.id) ?? known.numbers.size
    known.numbers.set(session.id, source)
    known.sessions[source] = session
    const { keyPrefix } = this.#connection.target
    let messages: readonly Message[] = []
    do {
      const after = { seq: known.covered.get(session.id) ?? 0 }
      if (after.seq >= session.messageCount) return
      const query = { sessionId: session.id, order: 'asc', after, limit: messagesAtOnce } as const
      messages = await readMessages(commands, keyPrefix, query)
      for (const message of messages) {
        const { sessionId, seq, role, createdAt } = message
        known.covered.set(sessionId, seq)
        await known.index.add({ source, place: seq, seq, role, at: Date.parse(createdAt) }, textOf(message))
      }
    } while (messages.length === messagesAtOnce)
  }
}

/** Whether a session is no more, though perhaps another has its id. */
const isOther = (before: Session | undefined, now: Session | undefined): boolean =>
  before !== undefined && (before.createdAt !== now?.createdAt || before.messageCount > now.messageCount)

const nothing = (dataId: string | undefined): Known => ({
  dataId,
  index: new SegmentedIndex(),
  sessions: [],
  numbers: new Map(),
  covered: new Map(),
  mark: undefined,
})
