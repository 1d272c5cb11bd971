/** What Perth believes of a pane: seen alive, not seen lately, or known to be gone. */
export const paneStatuses = ['active', 'stale', 'missing'] as const
export type PaneStatus = (typeof paneStatuses)[number]

/** Stands for a session or tab that isn't known: the pane was logged from outside Zellij. */
export const unknownPlace = '-'

/** What may be said of a pane: of one outside Zellij nobody knows that it is alive, whatever a store says. */
export function statusOf({ session, status }: Pick<PaneRecord, 'session' | 'status'>): PaneStatus {
  return session === unknownPlace && status === 'active' ? 'stale' : status
}

/** A named pane. The name is its identity; where it lives in Zellij can change. */
export interface PaneRecord {
  readonly name: string
  readonly session: string
  readonly tab: string
  /** Index among the panes of its tab, in Zellij's order. */
  readonly position: number
  readonly status: PaneStatus
  /** Summary of the newest entry. */
  readonly lastIntent?: string
  /** When it was logged, ISO 8601. */
  readonly lastIntentAt?: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly meta: Readonly<Record<string, string>>
  /** Zellij's own id, `terminal_3`. Means something only while the server lives that gave it. */
  readonly paneId?: string
  /** When the pane was last known to be alive, ISO 8601. */
  readonly seenAt?: string
  /** What the work in this pane is to reach. */
  readonly goal?: string
  /** When it was set, ISO 8601. */
  readonly goalSetAt?: string
}
