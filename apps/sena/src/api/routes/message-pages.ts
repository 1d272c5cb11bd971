import { type Message, textOf } from '@engawa/core'
import type { MessageList, StoredMessage } from '@engawa/sena-client'
import type { TurnStatus } from '../../database/repositories/turn-repository.js'
import type { ApiPorts } from '../api-ports.js'
import { notFound } from '../problem.js'

interface PageQuery {
  readonly limit: number
  readonly after?: string | undefined
}

type MessagePorts = Pick<ApiPorts, 'chats' | 'turns'>

/** One page of a session's messages: the newest page first, oldest first within it. */
export async function listMessages(
  ports: MessagePorts,
  sessionId: string,
  { limit, after }: PageQuery,
): Promise<MessageList> {
  if ((await ports.chats.sessions.get(sessionId)) === undefined) throw notFound(`The session ${sessionId}`)
  const page = await ports.chats.messages.list({
    sessionId,
    limit,
    order: 'desc',
    ...(after === undefined ? {} : { after }),
  })
  return { messages: withStatus(ports, [...page.items].reverse()), next_cursor: page.nextCursor ?? null }
}

/** The latest messages of the conversation that was active last. */
export async function listRecentMessages(ports: MessagePorts, page: PageQuery): Promise<MessageList> {
  const { items } = await ports.chats.sessions.list({ limit: 1 })
  const [latest] = items
  return latest === undefined ? { messages: [], next_cursor: null } : listMessages(ports, latest.id, page)
}

/** What became of each message's turn is the turn's to say: a question whose answer was cut off is not complete. */
function withStatus({ turns }: MessagePorts, messages: readonly Message[]): StoredMessage[] {
  const statuses = turns.statuses(messages.flatMap((message) => turnIdOf(message) ?? []))
  return messages.map((message) => storedMessage(message, statuses))
}

const turnIdOf = ({ metadata }: Message): string | undefined =>
  typeof metadata?.turn_id === 'string' ? metadata.turn_id : undefined

function storedMessage(message: Message, statuses: ReadonlyMap<string, TurnStatus>): StoredMessage {
  const turnId = turnIdOf(message)
  return {
    id: message.id,
    session_id: message.sessionId,
    seq: message.seq,
    role: message.role,
    content: textOf(message),
    created_at: message.createdAt,
    turn_id: turnId ?? null,
    reply_to: message.replyTo ?? null,
    status: (turnId === undefined ? undefined : statuses.get(turnId)) ?? message.status ?? 'complete',
    model: message.model ?? null,
  }
}
