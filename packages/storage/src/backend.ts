import type { JsonObject, JsonValue, Message, NewMessage, Role, Session } from '@engawa/core'
import type { BackendInfo } from './chat-store.js'
import type { Collection, Watchable } from './entities/change.js'
import type { Query } from './search/query.js'

/**
 * What one way of keeping data has to do. Everything handed to it has been checked already, ids are chosen, and time
 * is read: `chatStore` does that once for all backends.
 */
export interface Backend {
  readonly info: BackendInfo
  readonly kv: KeyValueBackend
  readonly records: RecordBackend
  /** Absent where what is stored can't be replaced. */
  readonly rewriting?: RewritingBackend
  /** @throws StorageError `storage/exists` when the id is taken, also by a deleted session */
  createSession(session: Session): Promise<void>
  /** Deleted ones too. */
  getSession(id: string): Promise<Session | undefined>
  listSessions(query: SessionQuery): Promise<readonly Session[]>
  /** Undefined when the session is unknown. */
  changeSession(id: string, change: SessionChange): Promise<Session | undefined>
  /** Removes the session and its messages, for good. Whether something was there. */
  purgeSession(id: string): Promise<boolean>
  append(batch: AppendBatch): Promise<AppendOutcome>
  getMessage(sessionId: string, id: string): Promise<Message | undefined>
  listMessages(query: MessageQuery): Promise<MessageSlice>
  search(query: MatchQuery): Promise<Matches>
  /** Make the search index anew out of the messages. */
  rebuildSearch(): Promise<void>
  /** Resolves once no change goes by unseen any more; what it resolves with ends it. */
  watch(listener: ChangeListener): Promise<StopWatching>
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
  /** For a message that was stored elsewhere before; the batch's time when absent. */
  readonly createdAt?: string
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
  /** Who served, where that is not the same at each call. */
  readonly servedBy?: BackendInfo
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
  /** A backend may stop, `isCut`, once the messages take this much memory: whoever asks goes on asking. */
  readonly enoughBytes?: number
}

export interface MessageSlice {
  readonly messages: readonly Message[]
  /** There may be more, though these are fewer than `limit`. */
  readonly isCut?: boolean
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

/**
 * Puts into the place of something stored the same, sealed with another key or compressed: an index takes a message's text
 * from `textIn`. Order, numbers and times stay, and nobody is
 * told. What is no longer as `from` says stays as it is. Durable when it resolves, with whether, or how many, were replaced.
 */
export interface RewritingBackend {
  /** Title and metadata, and nothing is left of earlier ones. `to` may be the same as `from`. */
  session(change: Replacement<Session>): Promise<boolean>
  /** Of one session. */
  messages(sessionId: string, changes: readonly Replacement<Message>[]): Promise<number>
  /** Of one record. */
  versions(collection: Collection, changes: readonly Replacement<StoredRecord>[]): Promise<number>
  blob(collection: Collection, id: string, hash: string, change: Replacement<Uint8Array>): Promise<boolean>
  /** It lives as long as it would have. */
  value(key: string, change: Replacement<JsonValue>): Promise<boolean>
  /**
   * Nothing of what was replaced, by whomever, is left: in what is derived from it neither, such as a search index, nor
   * where the backend itself keeps what it no longer needs, such as values that have expired. Called when all is
   * replaced, also when nothing was.
   */
  finish(now: number): Promise<void>
}

export interface Replacement<T> {
  readonly from: T
  readonly to: T
}

/** `now` is handed in, so that expiry follows the store's clock. */
export interface KeyValueBackend {
  get(key: string, now: number): Promise<KeyValueEntry | undefined>
  set(key: string, value: JsonValue, expiresAt: number | undefined, now: number): Promise<void>
  delete(key: string, now: number): Promise<boolean>
  /** In any order. */
  keys(now: number): AsyncIterable<string>
}

export interface KeyValueEntry {
  readonly value: JsonValue
  /** Milliseconds since the Unix epoch, as `set` was told; absent when it lives forever. */
  readonly expiresAt?: number
}

/**
 * Everything beside sessions, messages and the key/value store: small JSON records, each with all of its versions and
 * with the bytes that belong to it.
 */
export interface RecordBackend {
  /** The newest version, deleted or not. */
  get(collection: Collection, id: string): Promise<StoredRecord | undefined>
  /**
   * Store the version that the record says, with its blobs, all or nothing. Durable when it resolves.
   *
   * @returns false, and nothing is stored, unless the newest version there is the one before; none is, for version 1
   */
  put(collection: Collection, record: StoredRecord, blobs: readonly Blob[]): Promise<boolean>
  list(query: RecordQuery): Promise<readonly StoredRecord[]>
  /** Versions in their order, or in the opposite one. */
  history(query: HistoryQuery): Promise<readonly StoredRecord[]>
  blob(collection: Collection, id: string, hash: string): Promise<Uint8Array | undefined>
  /** Removes all versions and blobs, for good. Whether something was there. */
  purge(collection: Collection, id: string): Promise<boolean>
}

/** One version of a record. Owner, parent and `createdAt` are the same in all of them. */
export interface StoredRecord {
  readonly id: string
  /** Whose it is; empty when everybody's. */
  readonly owner: string
  /** What it belongs to; empty when to nothing. */
  readonly parent: string
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt?: string
  /** Hashes of the blobs that this version needs. */
  readonly blobs?: readonly string[]
  readonly body: JsonObject
}

/** Bytes of a record, kept once for each of its contents. */
export interface Blob {
  /** SHA-256 in hexadecimal. */
  readonly hash: string
  readonly bytes: Uint8Array
}

/** Records are ordered by `createdAt`, then by the bytes of their id: neither ever changes. */
export interface RecordPosition {
  readonly createdAt: string
  readonly id: string
}

export interface RecordQuery {
  readonly collection: Collection
  readonly owner?: string
  readonly parent?: string
  readonly includeDeleted: boolean
  readonly order: 'asc' | 'desc'
  /** Records behind this place only. */
  readonly after?: RecordPosition
  readonly limit: number
}

export interface HistoryQuery {
  readonly collection: Collection
  readonly id: string
  readonly order: 'asc' | 'desc'
  /** Versions behind this one only. */
  readonly after?: number
  readonly limit: number
}

/** A change that is durable; or `undefined`: some may have been missed. */
export type ChangeListener = (change: { readonly collection: Watchable; readonly id: string } | undefined) => void

export type StopWatching = () => Promise<void>
