import type { JsonObject, JsonValue, Message, NewMessage, NewSession, Session } from '@engawa/core'
import type { Watch, WatchOptions } from './entities/change.js'
import type { ContextStore } from './entities/context.js'
import type { DocumentStore } from './entities/document.js'
import type { PanelStore } from './entities/panel.js'
import type { PersonaStore } from './entities/persona.js'
import type { UserStore } from './entities/user.js'
import type { SweepOptions, SweepReport } from './retention/retention-options.js'
import type { SealingInfo } from './sealing/data-keys.js'
import type { ResealOptions, ResealReport } from './sealing/reseal-report.js'

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
    /** What is stored can be sealed anew with another key. */
    readonly reseal?: boolean
  }
  /** Present when what is stored is encrypted. */
  readonly sealing?: SealingInfo
  /** Present while this backend stands in for another: reads know only what was written here since. */
  readonly outage?: Outage
}

/** A backend that should serve and can't. */
export interface Outage {
  /** Type of that backend. */
  readonly of: string
  /** ISO 8601. */
  readonly since: string
  /** What was in the way, for people; `code` is the error's, for programs. */
  readonly reason: string
  readonly code: string
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
  /** Present when it stood in for another: the messages are kept and merged later, when they get their final `seq`. */
  readonly outage?: Outage
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
  /** Removes it with its messages and contexts, for good. The id is free again. @returns whether something was there */
  purge(id: string): Promise<boolean>
  /**
   * A new session that begins with the messages of another, up to one of them. They keep their ids and times.
   *
   * Cut off, it can be repeated with the same id: it goes on where it was.
   */
  fork(id: string, options?: ForkOptions): Promise<Session>
}

export interface ForkOptions extends NewSession {
  /** Id of the last message to take along; the session's last one when absent. */
  readonly upTo?: string
}

export interface ExportOptions {
  /** Only what belongs to this user; global personas are left out then. */
  readonly userId?: string
  /** Only these sessions, with their messages, and nothing else. */
  readonly sessionIds?: readonly string[]
}

/** What an import did. */
export interface ImportResult {
  /** New here. */
  readonly stored: ImportCounts
  /** Was here already. */
  readonly skipped: ImportCounts
}

export interface ImportCounts {
  readonly sessions: number
  readonly messages: number
  /** Versions of all other entities. */
  readonly versions: number
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
  readonly users: UserStore
  readonly documents: DocumentStore
  readonly contexts: ContextStore
  readonly panels: PanelStore
  readonly personas: PersonaStore
  readonly kv: KeyValueStore
  /**
   * Best first. Where a query has more than 500 hits, the newest 500 come first, best first among themselves, then the
   * next 500, and so on to the last.
   */
  search(request: SearchRequest): Listing<SearchHit>
  readonly searchIndex: SearchIndex
  /** Resolves once changes are being noted. @throws StorageError `storage/no-watch` where the backend can't */
  watch(options?: WatchOptions): Promise<Watch>
  /** Everything as lines of JSON, without their line breaks; deleted things and earlier versions too. */
  export(options?: ExportOptions): AsyncIterable<string>
  /**
   * Take in lines of an export, from this backend or another. What is here already is skipped, so that an import that
   * was cut off is simply repeated.
   *
   * @throws UserError `storage/invalid-input` for a line that is none, StorageError `storage/conflict` where this store
   *   has something else under the same id. Lines before it are stored.
   */
  import(lines: AsyncIterable<string> | Iterable<string>): Promise<ImportResult>
  /**
   * Seal with the current key what is plain or sealed with an earlier one, while others go on reading and writing. Cut
   * off, it is called again and does the rest. After it, no earlier key is needed by this store, but for what is not in it
   * yet: the journal of an outage is merged with the keys it was written with. Merge first (`sync`), on every machine.
   *
   * What does not open stays as it is; all else is sealed before the first such error is thrown.
   *
   * @throws StorageError `storage/not-encrypted`, `storage/no-reseal`, `storage/wrong-key` where an earlier key is missing,
   *   `storage/seal-broken` or `storage/corrupt` where something is not as it was stored
   */
  reseal(options?: ResealOptions): Promise<ResealReport>
  /**
   * Remove sessions that have expired by the store's `retention`, and none that is in use.
   *
   * @throws UserError `storage/invalid-input` without retention, StorageError `storage/outage` while the primary is away
   */
  sweep(options?: SweepOptions): Promise<SweepReport>
  health(): Promise<Health>
  close(): Promise<void>
}
