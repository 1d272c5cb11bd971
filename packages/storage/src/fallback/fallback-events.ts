import type { EngawaError } from '@engawa/core'

/** What a person should know of. `message` is one sentence for them. */
export type FallbackEvent = { readonly message: string } & (
  | {
      /** From here on another backend serves. */
      readonly type: 'outage'
      readonly backend: string
      readonly servedBy: string
      readonly reason: EngawaError
    }
  | { readonly type: 'recovered'; readonly backend: string; readonly merged: MergeReport }
  | { readonly type: 'merge-failed'; readonly backend: string; readonly reason: unknown }
  | { readonly type: 'lost'; readonly backend: string }
)

export type OnFallbackEvent = (event: FallbackEvent) => void

export interface MergeReport {
  readonly sessions: number
  /** Stored by this merge. */
  readonly messages: number
  /** Found in the primary already: an earlier merge was cut off, or an answer was lost on its way. */
  readonly known: number
  readonly values: number
  /** What could not be kept exactly as it was acknowledged, each as a sentence. Nothing is dropped. */
  readonly adjusted: readonly string[]
}

export const describeMerge = ({ messages, sessions, adjusted }: MergeReport): string =>
  [`${count(messages, 'message')} of ${count(sessions, 'session')} merged`, ...adjusted].join('; ')

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

export const nothingMerged: MergeReport = { sessions: 0, messages: 0, known: 0, values: 0, adjusted: [] }

export const addReports = (a: MergeReport, b: MergeReport): MergeReport => ({
  sessions: a.sessions + b.sessions,
  messages: a.messages + b.messages,
  known: a.known + b.known,
  values: a.values + b.values,
  adjusted: [...a.adjusted, ...b.adjusted],
})
