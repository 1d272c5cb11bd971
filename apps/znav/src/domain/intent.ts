export const entryTypes = ['milestone', 'checkpoint', 'exploration'] as const
export type EntryType = (typeof entryTypes)[number]

export const entrySources = ['manual', 'agent', 'automated'] as const
export type EntrySource = (typeof entrySources)[number]

/** One thing that was done in a pane, in one or two sentences. */
export interface IntentEntry {
  readonly id: string
  readonly paneName: string
  /** ISO 8601 in UTC with milliseconds, so that entries compare as strings. */
  readonly timestamp: string
  readonly summary: string
  readonly type: EntryType
  /** Paths as the person gave them. */
  readonly artifacts: readonly string[]
  readonly source: EntrySource
  readonly commandsRun?: number
  /** What is left of, or was gained for, the pane's goal. */
  readonly goalDelta?: string
  /** Of agents' entries: hex of an HMAC over all of the above. */
  readonly signature?: string
}
