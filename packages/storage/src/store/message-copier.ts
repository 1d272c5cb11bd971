import type { Message, Session } from '@engawa/core'
import type { Backend, NumberedMessage } from '../backend.js'
import { otherContent } from '../store-errors.js'
import { allMessages } from './all-messages.js'

/** Written together: many enough to be quick, few enough to fit into memory. */
const messagesAtOnce = 500
const bytesAtOnce = 8 * 1024 * 1024

/**
 * Puts messages that were stored elsewhere into a session, with their ids and times. Those that it has already are
 * skipped, so that a copy that was cut off can be made again.
 */
export class MessageCopier {
  readonly #backend: Backend
  readonly #session: Session
  readonly #at: string | undefined
  readonly #present: AsyncIterator<Message, void, undefined>
  #lastSeq = 0
  #waiting: NumberedMessage[] = []
  #waitingBytes = 0
  stored = 0
  skipped = 0

  /**
   * @param session as it would be created, should it not exist
   * @param at when the session was last active; the time of the last message when absent
   */
  constructor(backend: Backend, session: Session, at?: string) {
    this.#backend = backend
    this.#session = session
    this.#at = at
    this.#present = allMessages(backend, session.id)
  }

  /** @throws StorageError `storage/conflict` when the session has another message in this place */
  async add({ sessionId, seq, ...message }: Message): Promise<void> {
    const { value: present } = await this.#present.next()
    if (present !== undefined) {
      if (present.id !== message.id || present.createdAt !== message.createdAt) {
        throw otherContent('session', this.#session.id)
      }
      this.#lastSeq = present.seq
      this.skipped += 1
      return
    }
    this.#waiting.push(message)
    this.#waitingBytes += JSON.stringify(message).length
    if (this.#waiting.length >= messagesAtOnce || this.#waitingBytes >= bytesAtOnce) await this.finish()
  }

  /** Resolves when all that was added is durable. */
  async finish(): Promise<void> {
    const messages = this.#waiting
    const last = messages.at(-1)
    if (last === undefined) return
    this.#waiting = []
    this.#waitingBytes = 0
    const outcome = await this.#backend.append({
      session: this.#session,
      messages,
      chosenIds: messages.map(({ id }) => id),
      expectedSeq: this.#lastSeq,
      at: this.#at ?? last.createdAt ?? this.#session.createdAt,
    })
    this.#lastSeq = outcome.messages.at(-1)?.seq ?? this.#lastSeq
    this.stored += messages.length
  }
}
