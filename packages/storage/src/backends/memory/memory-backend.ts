import type { JsonObject, Message, Session } from '@engawa/core'
import type {
  AppendBatch,
  AppendOutcome,
  Backend,
  ChangeListener,
  Match,
  Matches,
  MatchQuery,
  MessageQuery,
  MessageSlice,
  RewritingBackend,
  SessionChange,
  SessionQuery,
  StopWatching,
} from '../../backend.js'
import type { BackendInfo } from '../../chat-store.js'
import { pageOfSessions } from '../../listing/order.js'
import { messageExists, seqConflict, sessionDeleted, sessionExists } from '../../store-errors.js'
import { changedSession } from '../changed-session.js'
import { Listeners } from '../listeners.js'
import { hasDetails, withDetails } from '../session-details.js'
import { MemoryKeyValue } from './memory-key-value.js'
import { MemoryRecords } from './memory-records.js'
import { MemorySearch } from './memory-search.js'

/** A conversation as kept. Messages are JSON, so that nobody's later change to an object reaches them. */
export interface Conversation {
  session: Session
  readonly messages: string[]
  readonly seqById: Map<string, number>
  readonly seqsByKey: Map<string, readonly number[]>
}

/** Gone with the process: for `--memory` and for tests. */
export class MemoryBackend implements Backend {
  readonly info: BackendInfo = {
    type: 'memory',
    location: 'this process',
    capabilities: { durability: 'none', shared: false, search: true, watch: true, reseal: true },
  }
  readonly kv = new MemoryKeyValue()
  readonly #listeners = new Listeners()
  readonly records = new MemoryRecords(this.#listeners.tell)
  readonly #conversations = new Map<string, Conversation>()
  readonly rewriting: RewritingBackend = {
    session: async ({ from, to }) => {
      const conversation = this.#conversations.get(from.id)
      if (conversation === undefined || !hasDetails(conversation.session, from)) return false
      conversation.session = withDetails(conversation.session, to)
      return true
    },
    messages: async (sessionId, changes) => {
      const messages = this.#conversations.get(sessionId)?.messages ?? []
      const there = changes.filter(({ from }) => messages[from.seq - 1] === JSON.stringify(from))
      for (const { to } of there) messages[to.seq - 1] = JSON.stringify(to)
      return there.length
    },
    versions: (collection, changes) => this.records.rewrite(collection, changes),
    blob: (collection, id, hash, change) => this.records.rewriteBlob(collection, id, hash, change),
    value: (key, change) => this.kv.rewrite(key, change),
    finish: () => this.rebuildSearch(),
  }
  #search = new MemorySearch(this.#conversations)

  async createSession(session: Session): Promise<void> {
    if (this.#conversations.has(session.id)) throw sessionExists(session.id)
    this.#begin(session)
    this.#listeners.tell({ collection: 'sessions', id: session.id })
  }

  async getSession(id: string): Promise<Session | undefined> {
    const session = this.#conversations.get(id)?.session
    return session && structuredClone(session)
  }

  async listSessions(query: SessionQuery): Promise<readonly Session[]> {
    const all = [...this.#conversations.values()].map(({ session }) => session)
    return structuredClone(pageOfSessions(all, query))
  }

  async changeSession(id: string, change: SessionChange): Promise<Session | undefined> {
    const conversation = this.#conversations.get(id)
    if (conversation === undefined) return undefined
    conversation.session = changedSession(conversation.session, change)
    this.#listeners.tell({ collection: 'sessions', id })
    return structuredClone(conversation.session)
  }

  async purgeSession(id: string): Promise<boolean> {
    const there = this.#conversations.delete(id)
    if (there) {
      // Made anew at the next search, so that nothing of what is gone counts in the scores.
      this.#search = new MemorySearch(this.#conversations)
      this.#listeners.tell({ collection: 'sessions', id })
    }
    return there
  }

  async append(batch: AppendBatch): Promise<AppendOutcome> {
    const { id: sessionId } = batch.session
    const known = this.#conversations.get(sessionId)
    const replayed = batch.idempotencyKey === undefined ? undefined : known?.seqsByKey.get(batch.idempotencyKey)
    if (known !== undefined && replayed !== undefined) {
      return { messages: replayed.flatMap((seq) => messageAt(known, seq) ?? []), replayed: true }
    }
    const last = known?.messages.length ?? 0
    if (known?.session.deletedAt !== undefined) throw sessionDeleted(sessionId)
    if (batch.expectedSeq !== undefined && batch.expectedSeq !== last) {
      throw seqConflict(sessionId, batch.expectedSeq, last)
    }
    const taken = batch.chosenIds.find((id) => known?.seqById.has(id))
    if (taken !== undefined) throw messageExists(sessionId, taken)

    const conversation = known ?? this.#begin(batch.session)
    const messages = batch.messages.map((message, index): Message => {
      return { createdAt: batch.at, ...message, sessionId, seq: last + index + 1 }
    })
    for (const message of messages) {
      conversation.messages.push(JSON.stringify(message))
      conversation.seqById.set(message.id, message.seq)
    }
    if (batch.idempotencyKey !== undefined) {
      conversation.seqsByKey.set(
        batch.idempotencyKey,
        messages.map(({ seq }) => seq),
      )
    }
    conversation.session = {
      ...conversation.session,
      updatedAt: batch.at,
      messageCount: conversation.messages.length,
    }
    if (known === undefined) this.#listeners.tell({ collection: 'sessions', id: sessionId })
    this.#listeners.tell({ collection: 'messages', id: sessionId })
    return { messages, replayed: false }
  }

  async getMessage(sessionId: string, id: string): Promise<Message | undefined> {
    const conversation = this.#conversations.get(sessionId)
    const seq = conversation?.seqById.get(id)
    return conversation === undefined || seq === undefined ? undefined : messageAt(conversation, seq)
  }

  async listMessages({ sessionId, order, after, limit }: MessageQuery): Promise<MessageSlice> {
    const conversation = this.#conversations.get(sessionId)
    if (conversation === undefined) return { messages: [] }
    const step = order === 'asc' ? 1 : -1
    const end = conversation.messages.length
    const start = after === undefined ? (order === 'asc' ? 1 : end) : Math.min(after.seq + step, end + 1)
    const messages: Message[] = []
    for (let seq = start; messages.length < limit && seq >= 1 && seq <= end; seq += step) {
      const message = messageAt(conversation, seq)
      if (message !== undefined) messages.push(message)
    }
    const last = messages.at(-1)
    return last === undefined ? { messages } : { messages, position: { seq: last.seq } }
  }

  async search(query: MatchQuery): Promise<Matches> {
    const { best, next } = await this.#search.search(query)
    const matches = best.flatMap(({ ref, score }): Match[] => {
      const message = messageAt(ref.conversation, ref.seq)
      return message === undefined ? [] : [{ message, score }]
    })
    return next === undefined ? { matches } : { matches, next }
  }

  async rebuildSearch(): Promise<void> {
    this.#search = new MemorySearch(this.#conversations)
  }

  async watch(listener: ChangeListener): Promise<StopWatching> {
    return this.#listeners.add(listener)
  }

  async health(): Promise<JsonObject> {
    return { sessions: this.#conversations.size }
  }

  async close(): Promise<void> {
    this.#conversations.clear()
  }

  #begin(session: Session): Conversation {
    const conversation = { session: structuredClone(session), messages: [], seqById: new Map(), seqsByKey: new Map() }
    this.#conversations.set(session.id, conversation)
    return conversation
  }
}

function messageAt(conversation: Conversation, seq: number): Message | undefined {
  const json = conversation.messages[seq - 1]
  return json === undefined ? undefined : (JSON.parse(json) as Message)
}
