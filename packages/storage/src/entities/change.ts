/** The kinds of records beside sessions and messages. */
export const collections = ['users', 'documents', 'contexts', 'snapshots', 'panels', 'insights', 'personas'] as const
export type Collection = (typeof collections)[number]

/** What can be watched. */
export const watchable = ['sessions', 'messages', ...collections] as const
export type Watchable = (typeof watchable)[number]

/**
 * Something is other than it was: read it to see how. Several changes to one thing may come as one, never none.
 *
 * `missed`: the way to the changes was cut for a while. Whatever you hold may be old.
 */
export type Change =
  | {
      readonly kind: 'changed'
      readonly collection: Watchable
      /** Of the entity; for messages, of their session. */
      readonly id: string
      /** For a persona that is a user's own. */
      readonly userId?: string
    }
  | { readonly kind: 'missed' }

export interface WatchOptions {
  /** Only these; all when absent. */
  readonly collections?: readonly Watchable[]
  /** Ends the watch. */
  readonly signal?: AbortSignal
}

/** Changes as they come, by whichever process. Iterate it once. */
export interface Watch extends AsyncIterable<Change> {
  /** Ends the iteration. So does leaving it, and closing the store. */
  close(): Promise<void>
}
