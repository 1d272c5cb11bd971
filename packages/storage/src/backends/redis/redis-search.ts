import type { Message } from '@engawa/core'
import type { RedisCommander } from 'ioredis'
import type { Match, Matches, MatchQuery } from '../../backend.js'
import { IndexedSessions } from '../../search/indexed-sessions.js'
import { OneAtATime } from '../../search/one-at-a-time.js'
import type { RedisConnection } from './redis-connection.js'
import { readMessage, readMessages } from './redis-messages.js'
import { readSessions } from './session-fields.js'
import type { SessionIndex } from './session-index.js'

const sessionsAtOnce = 200
const messagesAtOnce = 500

/** What is known of one body of data. */
interface Known {
  readonly dataId: string | undefined
  readonly indexed: IndexedSessions
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
    const { best, ...rest } = known.indexed.search(query)
    const { keyPrefix } = this.#connection.target
    const messages = await this.#connection.run((commands) =>
      Promise.all(best.map(({ ref }) => readMessage(commands, keyPrefix, ref.sessionId, ref.place))),
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
    const { keyPrefix } = this.#connection.target
    for (let at = 0; at < changes.ids.length; at += sessionsAtOnce) {
      const ids = changes.ids.slice(at, at + sessionsAtOnce)
      const sessions = await readSessions(commands, keyPrefix, ids)
      for (const [index, session] of sessions.entries()) {
        // One that was purged is still indexed, and another may have its id by now.
        if (known.indexed.isOther(ids[index] ?? '', session)) return this.#anew(commands, dataId)
        if (session === undefined) continue
        const read = (after: number) => messagesAfter(commands, keyPrefix, session.id, after)
        await known.indexed.take(session, { read })
      }
    }
    known.mark = changes.mark
    return known
  }

  #anew(commands: RedisCommander, dataId: string): Promise<Known> {
    this.#known = nothing(dataId)
    return this.#catchUp(commands)
  }
}

async function* messagesAfter(
  commands: RedisCommander,
  keyPrefix: string,
  sessionId: string,
  from: number,
): AsyncGenerator<Message, void, undefined> {
  let messages: readonly Message[] = []
  do {
    const after = { seq: messages.at(-1)?.seq ?? from }
    const query = { sessionId, order: 'asc', after, limit: messagesAtOnce } as const
    messages = await readMessages(commands, keyPrefix, query)
    yield* messages
  } while (messages.length === messagesAtOnce)
}

const nothing = (dataId: string | undefined): Known => ({ dataId, indexed: new IndexedSessions(), mark: undefined })
