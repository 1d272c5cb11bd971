import type { JsonObject, Message, NewMessage, Session } from '@engawa/core'

/** What the backends with tables read from the one of sessions. */
export interface SessionRow {
  readonly id: string
  readonly user_id: string
  /** Title and metadata, as JSON: it carries any string, where text in tables is cut at a NUL or refuses it. */
  readonly details: string
  readonly created_at: string
  readonly updated_at: string
  readonly deleted_at: string | null
  readonly last_seq: number
}

export function toSession(row: SessionRow): Session {
  const details = JSON.parse(row.details) as { title?: string; metadata?: JsonObject }
  return {
    ...details,
    id: row.id,
    userId: row.user_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    messageCount: row.last_seq,
    ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at }),
  }
}

export const detailsOf = ({ title, metadata }: Session): string => JSON.stringify({ title, metadata })

/** The same for the one of messages. */
export interface MessageRow {
  readonly session_id: string
  readonly seq: number
  readonly id: string
  readonly created_at: string
  readonly body: string
}

export function toMessage(row: MessageRow): Message {
  const body = JSON.parse(row.body) as Omit<NewMessage, 'id'>
  return { ...body, id: row.id, sessionId: row.session_id, seq: row.seq, createdAt: row.created_at }
}

/** What has no column of its own. */
export function bodyOf({
  id,
  createdAt,
  ...message
}: NewMessage & Partial<Pick<Message, 'createdAt' | 'sessionId' | 'seq'>>): string {
  const { sessionId, seq, ...body } = message
  return JSON.stringify(body)
}
