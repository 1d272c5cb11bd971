import type { Redacted } from '@engawa/core'
import type { EventEnvelope, Outbox } from '@engawa/events'
import type { EntryType, IntentEntry } from '../domain/intent.js'
import type { PaneRecord } from '../domain/pane.js'
import type { MergeOutcome, PaneSource, StoredPane } from './stored-pane.js'

/** How much history is kept. */
export interface Retention {
  /** Newest entries kept for each pane. */
  readonly depth: number
  /** Entries older than this are neither shown nor kept. */
  readonly ttlDays: number
}

export interface HistoryQuery {
  /** Newest entries wanted, after the filters below. All unless told. */
  readonly last?: number
  readonly type?: EntryType
  /** Milliseconds since the epoch, inclusive. */
  readonly since?: number
}

export interface History {
  /** Newest first. */
  readonly entries: readonly IntentEntry[]
  /** Stored entries that could not be understood. Other tools may write to the same keys. */
  readonly unreadable: number
}

export interface LogRequest {
  readonly entry: IntentEntry
  /** What to remember of the pane if it isn't known yet; otherwise what is known stays. */
  readonly newPane: PaneRecord
  /** Artifact path → when the file was last changed, ISO 8601. */
  readonly artifacts: Readonly<Record<string, string>>
  /** Stored in the same transaction as the entry. */
  readonly events: readonly Redacted<EventEnvelope>[]
}

export interface LogOutcome {
  /** The pane was not known before. */
  readonly registered: boolean
}

/**
 * What Perth remembers: panes, the history of each, their artifacts, and events on their way out.
 *
 * Every method is one transaction. What it has returned from survives the loss of this process.
 */
export interface IntentState extends PaneSource {
  /** For people: `SQLite at /home/…/perth.db`. Never shows a password. */
  readonly description: string
  readonly outbox: Outbox
  /** Append an entry, make it the pane's last intent, trim the history. */
  log(request: LogRequest): Promise<LogOutcome>
  history(paneName: string, query?: HistoryQuery): Promise<History>
  artifacts(paneName: string): Promise<Readonly<Record<string, string>>>
  pane(name: string): Promise<PaneRecord | undefined>
  /** By name. */
  panes(): Promise<readonly PaneRecord[]>
  paneNames(): Promise<readonly string[]>
  /**
   * Write where panes are and how they fare. Creation time and last intent of a known pane stay as they are, and
   * metadata is merged: an entry logged meanwhile by another process is not undone.
   */
  place(panes: readonly PaneRecord[]): Promise<void>
  /**
   * Give a pane another name: its history, artifacts and everything known of it go along.
   *
   * @param rewrite makes of an entry what stands in the history then
   * @returns false when nothing is known of it, or the other name is taken
   */
  rename(from: string, to: string, rewrite: (entry: IntentEntry) => IntentEntry): Promise<boolean>
  /** Remove a pane, its history and its artifacts. @returns whether anything was known of it */
  forget(name: string): Promise<boolean>
  /** All that is kept of a pane, as it is written. */
  stored(name: string): Promise<StoredPane | undefined>
  /** Take a pane over from another store, beside what is known here. With `dryRun` only say what it would come to. */
  merge(pane: StoredPane, options?: { readonly dryRun?: boolean }): Promise<MergeOutcome>
  /** A question to the store itself, for `doctor`. Throws when it can't answer. */
  check(): Promise<string>
  close(): Promise<void>
}
