import type { JsonValue, Session } from '@engawa/core'
import type { AppendBatch, Backend, SessionChange } from '../backend.js'

/** One thing that was done to a session during an outage. */
export type Step =
  | { readonly type: 'create'; readonly session: Session }
  | { readonly type: 'change'; readonly id: string; readonly change: SessionChange }
  | { readonly type: 'append'; readonly batch: AppendBatch }

/** What was done to one session, handed out in the order in which it was done. */
export interface SessionJournal {
  readonly id: string
  /** What came since the last call, all of it durable as far as the stand-in is. */
  take(): Promise<Iterable<Step>>
  /** Forget the session, now that all that was taken is merged. @returns false when more came: take again */
  discard(): Promise<boolean>
  close(): void
}

/** A value as kept during an outage. A deletion is kept too, so that it reaches the primary. */
export interface KeptValue {
  /** Tells one write from the next one of the same value. */
  readonly write: string
  /** Absent: the key was deleted. */
  readonly value?: JsonValue
  /** Milliseconds since the Unix epoch; forever when absent. */
  readonly expiresAt?: number
}

/** What was written during an outage and is not merged yet. Processes that share a stand-in share its journal. */
export interface OutageJournal {
  /** Whether there is anything. Cheap: asked at each start. */
  isEmpty(): Promise<boolean>
  sessions(): AsyncIterable<SessionJournal>
  /** Keys and what was kept of each. */
  values(): AsyncIterable<readonly [key: string, kept: KeptValue]>
  /** Forget a value unless it was written again since. */
  discardValue(key: string, kept: KeptValue): Promise<void>
  /** Run `work` while no other process merges this journal. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}

/** What serves while the primary is away, and the journal of what it was given. */
export interface StandIn {
  readonly type: string
  readonly journal: OutageJournal
  /** Whether the journal goes with the process. */
  readonly isVolatile: boolean
  /** @throws StorageError when it can't be used either */
  open(): Promise<Backend>
}
