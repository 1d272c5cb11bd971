/** A tab as it is right now. */
export interface LiveTab {
  /** Stable while the server lives; absent before Zellij 0.44. */
  readonly id?: number
  readonly name: string
  readonly active: boolean
}

/** A terminal pane as it is right now. Zellij's own panes (bars, plugins) are left out. */
export interface LivePane {
  /** `terminal_3`; absent before Zellij 0.44. */
  readonly id?: string
  readonly title: string
  readonly tab: string
  readonly tabId?: number
  /** Index among the panes of its tab, in Zellij's order. */
  readonly position: number
  readonly focused: boolean
  /** Its program has ended; Zellij keeps the pane until someone closes it. */
  readonly exited: boolean
}

export interface LiveSession {
  readonly name: string
  readonly tabs: readonly LiveTab[]
  readonly panes: readonly LivePane[]
}

/** One line of `zellij list-sessions`. */
export interface SessionListing {
  readonly name: string
  /** When its server started, in milliseconds. Exact to a second or two. */
  readonly startedAt?: number
  /** Only its layout is kept; no server runs. */
  readonly exited: boolean
}
