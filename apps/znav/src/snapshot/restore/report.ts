export type RestoreIssue =
  | 'cwd_missing'
  | 'command_unavailable'
  | 'command_redacted'
  | 'branch_changed'
  | 'env_not_restored'
  | 'zellij_version'
  | 'sizes_rounded'
  | 'not_proven'

/** Something that could not be restored as it was, and what was done instead. */
export interface RestoreWarning {
  /** The pane, as a person would call it; nothing when it is about the session. */
  readonly pane: string | null
  readonly issue: RestoreIssue
  readonly detail: string
  readonly fallback: string
}

/** A place where the restored session is not what was asked for. */
export interface RestoreDifference {
  /** `0.panes.2.cwd`: the third pane of the first tab. */
  readonly path: string
  readonly wanted: string | null
  readonly found: string | null
}

export interface RestoreReport {
  readonly snapshotName: string
  readonly session: string
  readonly tabsRestored: number
  readonly panesRestored: number
  /** Commands that were started; all others wait for Enter. */
  readonly commandsRun: readonly string[]
  readonly commandsTyped: number
  readonly warnings: readonly RestoreWarning[]
  readonly differences: readonly RestoreDifference[]
  readonly durationMs: number
}
