/** Everything that a store keeps of a pane, as it is written there: what one store holds, another can take over whole. */
export interface StoredPane {
  readonly name: string
  /** The documented fields of the hash. */
  readonly fields: Readonly<Record<string, string>>
  /** Entries as JSON, newest first. */
  readonly history: readonly string[]
  /** Path → last modified. */
  readonly artifacts: Readonly<Record<string, string>>
}

/** A store that panes can be read from. */
export interface PaneSource {
  readonly description: string
  paneNames(): Promise<readonly string[]>
  /** Nothing when nothing is known of the pane. */
  stored(name: string): Promise<StoredPane | undefined>
}

/** What taking a pane over came to. */
export interface MergeOutcome {
  /** Something was, or would be, written. */
  readonly changed: boolean
  readonly entriesAdded: number
  readonly artifactsAdded: number
  /** Entries that the store does not keep: too old, too many, or not to be understood. */
  readonly entriesLeftOut: number
}
