/** When sessions that nobody uses any more are compressed, and when they are removed. */
export interface RetentionOptions {
  /** A session that nobody appended to, changed or read for this long, in milliseconds, has expired. Never unless told. */
  readonly maxAgeMs?: number
  /**
   * A session that nobody appended to or changed for this long, in milliseconds, is archived: its long messages are
   * compressed where they are, and all else goes on as before. Never unless told.
   */
  readonly archiveAfterMs?: number
  /** `hide` unless told: deleted, and can be restored. `purge`: hidden first, and gone for good `graceMs` later. */
  readonly removal?: 'hide' | 'purge'
  /** With `purge`: how long hidden sessions can be restored, in milliseconds. A day unless told. */
  readonly graceMs?: number
  /** So many of each user's latest sessions stay, however old. None unless told. */
  readonly keep?: number
}

export interface SweepOptions {
  /** Milliseconds since the Unix epoch; the store's clock unless told. */
  readonly now?: number
}

/** What a sweep did, in sessions. */
export interface SweepReport {
  readonly hidden: number
  readonly purged: number
  /** Had expired by what is stored, but are being read or written. */
  readonly inUse: number
  /** Had expired, but are pinned or among the latest of their user. */
  readonly kept: number
  /** Were compressed. */
  readonly archived: number
}
