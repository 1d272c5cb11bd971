import type { Redacted } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import type { SnapshotMeta, SnapshotRecord } from './snapshot-record.js'

export interface SnapshotListing extends SnapshotMeta {
  readonly sizeBytes: number
  readonly latest: boolean
}

/** `moved`: what it builds on, or what builds on it, is no longer what was read. Read again and retry. */
export type StoreOutcome = 'done' | 'exists' | 'moved'

/**
 * Where snapshots are kept. Each method is one transaction: a process that is killed leaves all of it or nothing.
 *
 * What has expired is neither shown nor kept, unless something that has not is a patch on it.
 */
export interface SnapshotStore {
  /** Keep a new one, and let `latest` point at it. A parent is kept for as long as its children. */
  add(record: SnapshotRecord, events: readonly Redacted<EventEnvelope>[]): Promise<StoreOutcome>
  read(session: string, name: string): Promise<SnapshotRecord | undefined>
  /** The snapshot and those below it, down to a whole one; empty when there is no such snapshot. */
  chain(session: string, name: string): Promise<readonly SnapshotRecord[]>
  latest(session: string): Promise<string | undefined>
  /** Newest first; of all sessions unless told. */
  list(session?: string): Promise<readonly SnapshotListing[]>
  /**
   * Take one away, and put these in the place of all its children.
   *
   * @param children each child of it as it is to be from now on
   */
  remove(session: string, name: string, children: readonly SnapshotRecord[]): Promise<StoreOutcome>
  /** Write down events where nothing else changes. */
  announce(events: readonly Redacted<EventEnvelope>[]): Promise<void>
  close(): Promise<void>
}
