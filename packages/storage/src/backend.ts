import type { JsonObject, JsonValue, Message, NewMessage, Role, Session } from '@engawa/core'
import type { BackendInfo } from './chat-store.js'
import type { Query } from './search/query.js'

/**
 * What one way of keeping data has to do. Everything handed to it has been checked already, ids are chosen, and time
 * is read: `chatStore` does that once for all backends.
 */
export interface Backend {
  readonly info: BackendInfo
  readonly kv: KeyValueBackend
  /** @throws StorageError `storage/exists` when the id is taken, also by a deleted session */
  createSession(session: Session): Promise<void>
  /** Deleted ones too. */
  getSession(id: string): Promise<Session | undefined>
  listSessions(query: SessionQuery): Promise<readonly Session[]>
  /** Undefined when the session is unknown. */
  changeSession(id: string, change: SessionChange): Promise<Session | undefined>
  append(batch: AppendBatch): Promise<AppendOutcome>
  getMessage(sessionId: string, id: string): Promise<Message | undefined>
  listMessages(query: MessageQuery): Promise<MessageSlice>
  search(query: MatchQuery): Promise<Matches>
  /** Make the search index anew out of the messages. */
  rebuildSearch(): Promise<void>
  /** What `doctor` shows; throws when the data can't be reached. */
  health(): Promise<JsonObject>
  close(): Promise<void>
}

export interface SessionQuery {
  readonly userId?: string
  readonly includeDeleted: boolean
  readonly order: 'asc' | 'desc'
  /** Sessions behind this place only. */
  readonly after?: SessionPosition
  readonly limit: number
}

/** Sessions are ordered by `updatedAt`, then by the bytes of their id. */
export interface SessionPosition {
  readonly updatedAt: string
  readonly id: string
}

export interface SessionChange {
  readonly at: string
  readonly title?: string
  readonly metadata?: JsonObject
  /** True hides the session, false brings it back. Neither counts as activity. */
  readonly deleted?: boolean
}

export interface NumberedMessage extends NewMessage {
  readonly id: string
}

export interface AppendBatch {
  /** The session as it would be created, should it not exist. */
  readonly session: Session
  readonly messages: readonly NumberedMessage[]
  /** Those ids that the caller chose, which may therefore be taken. */
  readonly chosenIds: readonly string[]
  readonly idempotencyKey?: string
  readonly expectedSeq?: number
  readonly at: string
}

export interface AppendOutcome {
  readonly messages: readonly Message[]
  readonly replayed: boolean
}

/** Where a reader of messages stands. `offset` helps a backend to find the place again; it may be wrong. */
export interface MessagePosition {
  readonly seq: number
  readonly offset?: number
}

export interface MessageQuery {
  readonly sessionId: string
  readonly order: 'asc' | 'desc'
  readonly after?: MessagePosition
  readonly limit: number
}

export interface MessageSlice {
  readonly messages: readonly Message[]
  /** Behind the last message returned; absent when the slice is empty. */
  readonly position?: MessagePosition
}

export interface MatchQuery {
  readonly query: Query
  readonly userId?: string
  readonly sessionIds?: readonly string[]
  readonly roles?: readonly Role[]
  readonly from?: string
  readonly to?: string
  readonly after?: MatchCursor
  readonly limit: number
}

/** A match's place among all, newest first, in whatever form its backend finds it again. */
export type MatchPlace = readonly (string | number)[]

/** Where a reader of matches stands: in the window that starts at a place, behind so many of its best. */
export interface MatchCursor {
  readonly start: MatchPlace
  readonly skip: number
}

/**
 * One page. Matches come in windows, the newest first; within one the best come first, equals newest first, then by
 * session and `seq`. Deleted sessions are left out. `rankedPage` arranges it.
 */
export interface Matches {
  readonly matches: readonly Match[]
  /** Absent behind the last match. */
  readonly next?: MatchCursor
}

export interface Match {
  readonly message: Message
  readonly score: number
}

/** `now` is handed in, so that expiry follows the store's clock. */
export interface KeyValueBackend {
  get(key: string, now: number): Promise<JsonValue | undefined>
  set(key: string, value: JsonValue, expiresAt: number | undefined, now: number): Promise<void>
  delete(key: string, now: number): Promise<boolean>
  /** In any order. */
  keys(now: number): AsyncIterable<string>
}
