import type { JsonObject, JsonValue, Message, NewMessage, NewSession, Session } from '@engawa/core'

/** `fsync`: on the disk when acknowledged. `os`: handed to the operating system. `none`: gone with the process. */
export type Durability = 'fsync' | 'os' | 'none'

/** What a backend can do, as data, so that callers and the conformance suite ask instead of guessing. */
export interface BackendInfo {
  readonly type: string
  /** Where the data is, for people: a folder, a file, a redacted URL. */
  readonly location: string
  readonly capabilities: {
    readonly durability: Durability
    /** Several processes may use it at once. */
    readonly shared: boolean
    readonly search: boolean
    readonly watch: boolean
  }
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Hand it back as `after` for the next page; absent on the last one. */
  readonly nextCursor?: string
}

/** Awaited: one page. Iterated: everything, a page at a time, never all in memory. */
export interface Listing<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {}

export interface ListOptions {
  readonly after?: string
  /** Items a page, 1 to 1,000; 50 unless told. */
  readonly limit?: number
  readonly order?: 'asc' | 'desc'
}

export interface AppendRequest {
  /** Created when it does not exist yet. */
  readonly sessionId: string
  readonly messages: readonly NewMessage[]
  /** A retried append with the same key stores nothing and returns the first result. */
  readonly idempotencyKey?: string
  /** Refuse (`storage/conflict`) unless the session's last `seq` is this. */
  readonly expectedSeq?: number
}

export interface AppendResult {
  /** As stored, with `id`, `seq` and `createdAt`. */
  readonly messages: readonly Message[]
  readonly durability: Durability
  /** Type of the backend that served. */
  readonly backend: string
  /** The idempotency key was known: nothing new was stored. */
  readonly replayed: boolean
}

export interface SearchRequest {
  /**
   * Words; all must occur. `"quoted phrase"`, `prefix*`, `AND`, `OR`, `NOT` or `-word`, parentheses. Case, accents and
   * humps do not matter. A query whose operators have nothing to work on is a UserError `storage/invalid-query`.
   */
  readonly query: string
  readonly userId?: string
  /** Ids of the sessions to look in; all unless told. */
  readonly sessions?: readonly string[]
  readonly roles?: readonly Message['role'][]
  /** ISO 8601, inclusive. */
  readonly from?: string
  /** ISO 8601, exclusive. */
  readonly to?: string
  readonly after?: string
  readonly limit?: number
}

export interface SearchHit {
  readonly message: Message
  /** By bm25: higher is better; comparable within one search only. */
  readonly score: number
  /** Ranges of matched words in the message's text, as UTF-16 offsets, end exclusive. */
  readonly highlights: readonly (readonly [start: number, end: number])[]
}

/** What search looks things up in. It is kept up to date by itself, and is never the only place of anything. */
export interface SearchIndex {
  /** Make it anew out of the messages; searches go on meanwhile. */
  rebuild(): Promise<void>
}

export interface Health {
  readonly healthy: boolean
  readonly latencyMs: number
  /** What was found, for `doctor`. */
  readonly details: JsonObject
}

/** Key/value with time to live. Expired entries are invisible at once. */
export interface KeyValueStore {
  get(key: string): Promise<JsonValue | undefined>
  /** `ttlMs`: milliseconds to live, more than 0; forever when absent. */
  set(key: string, value: JsonValue, options?: { readonly ttlMs?: number }): Promise<void>
  has(key: string): Promise<boolean>
  /** Whether something was there. */
  delete(key: string): Promise<boolean>
  /** Keys that match a glob of `*` and `?`. */
  keys(glob?: string): AsyncIterable<string>
}

export interface SessionStore {
  create(session?: NewSession): Promise<Session>
  /** Undefined when unknown or deleted. */
  get(id: string): Promise<Session | undefined>
  /** Latest activity first unless told. */
  list(options?: ListOptions & { readonly userId?: string; readonly includeDeleted?: boolean }): Listing<Session>
  update(id: string, change: { readonly title?: string; readonly metadata?: JsonObject }): Promise<Session>
  /** Hides the session; `restore` brings it back. */
  delete(id: string): Promise<void>
  restore(id: string): Promise<Session>
}

export interface MessageStore {
  /** Resolves when the messages are durable as `durability` says. */
  append(request: AppendRequest): Promise<AppendResult>
  get(sessionId: string, id: string): Promise<Message | undefined>
  list(options: ListOptions & { readonly sessionId: string }): Listing<Message>
}

export interface ChatStore {
  readonly info: BackendInfo
  readonly sessions: SessionStore
  readonly messages: MessageStore
  readonly kv: KeyValueStore
  /**
   * Best first. Where a query has more than 500 hits, the newest 500 come first, best first among themselves, then the
   * next 500, and so on to the last.
   */
  search(request: SearchRequest): Listing<SearchHit>
  readonly searchIndex: SearchIndex
  health(): Promise<Health>
  close(): Promise<void>
}
