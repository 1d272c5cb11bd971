import { isEngawaError, type Message, textContent, textOf } from '@engawa/core'
import type { BufferedMessage } from '@engawa/memory'
import type { ChatStore } from '@engawa/storage'
import type { Answer, Turn } from '../pipeline/turn.js'

/** Messages that the store hands out at once. */
const maxPage = 1_000

/** Longest title that is made of a first message. */
const maxTitle = 80

/** A conversation's messages, as turns see them. Words are stored as typed: they stay on this machine. */
export class Conversations {
  readonly #chats: ChatStore

  constructor(chats: ChatStore) {
    this.#chats = chats
  }

  /** Resolves when the question is on the disk. A new conversation gets `title`. */
  async storeQuestion(turn: Turn, title: string): Promise<void> {
    const { sessionId, messageId, id, input } = turn
    if ((await this.#chats.sessions.get(sessionId)) === undefined) await this.#create(sessionId, title)
    await this.#chats.messages.append({
      sessionId,
      messages: [{ id: messageId, role: 'user', content: textContent(input), metadata: { turn_id: id } }],
      idempotencyKey: `${id}:question`,
    })
  }

  async #create(id: string, title: string): Promise<void> {
    try {
      const oneLine = title.replace(/\s+/g, ' ').trim()
      await this.#chats.sessions.create({ id, title: oneLine.slice(0, maxTitle).toWellFormed() })
    } catch (error) {
      // It is there, but deleted: storing the question says so.
      if (!isEngawaError(error) || error.code !== 'storage/exists') throw error
    }
  }

  /** Resolves when the answer is on the disk. An empty one (cancelled before it began) leaves no message. */
  async storeAnswer(
    turn: Pick<Turn, 'id' | 'sessionId' | 'messageId' | 'answerId'>,
    answer: Pick<Answer, 'text' | 'status' | 'model' | 'provider'>,
  ): Promise<void> {
    if (answer.text === '') return
    await this.#chats.messages.append({
      sessionId: turn.sessionId,
      messages: [
        {
          id: turn.answerId,
          role: 'assistant',
          content: textContent(answer.text),
          replyTo: turn.messageId,
          metadata: { turn_id: turn.id },
          ...(answer.status === 'complete' ? {} : { status: 'partial' }),
          ...(answer.model === null ? {} : { model: answer.model }),
          ...(answer.provider === null ? {} : { provider: answer.provider }),
        },
      ],
      idempotencyKey: `${turn.id}:answer`,
    })
  }

  message(sessionId: string, id: string): Promise<Message | undefined> {
    return this.#chats.messages.get(sessionId, id)
  }

  /** The last messages of a session, oldest first, to fill the buffer after a restart. */
  async recent(sessionId: string, limit: number): Promise<readonly BufferedMessage[]> {
    if ((await this.#chats.sessions.get(sessionId)) === undefined) return []
    const { items } = await this.#chats.messages.list({ sessionId, order: 'desc', limit: Math.min(limit, maxPage) })
    return items
      .flatMap(({ role, content, createdAt }): BufferedMessage[] =>
        role === 'user' || role === 'assistant' ? [{ role, text: textOf({ content }), at: Date.parse(createdAt) }] : [],
      )
      .reverse()
  }
}
