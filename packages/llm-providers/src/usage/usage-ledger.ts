/** What one request used. One line of the ledger; never a word of what was said. */
export interface UsageEntry {
  /** ISO 8601, UTC: when it ended. */
  readonly at: string
  /** Of the request: makes a line that was written twice recognisable. */
  readonly id: string
  /** The program: `zen`, `znav`, `sena`. */
  readonly app?: string
  readonly project?: string
  readonly session?: string
  readonly provider: string
  /** As the provider names it. */
  readonly model: string
  readonly kind: 'chat' | 'embed'
  /** `broken`: it failed or was stopped after it had been sent. What it used is then an estimate. */
  readonly outcome: 'complete' | 'broken'
  /** Counts are ours, not the provider's. */
  readonly estimated?: true
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly cachedInputTokens?: number
  readonly reasoningTokens?: number
  /** US dollars. Absent: unknown. 0 only for what is free. */
  readonly costUsd?: number
  /** The price's date. */
  readonly priceAsOf?: string
}

export interface UsageQuery {
  /** Inclusive, ISO 8601. */
  readonly from?: string
  /** Exclusive. */
  readonly to?: string
  readonly project?: string
  readonly session?: string
  readonly provider?: string
  readonly model?: string
}

/** Keeps what was used. Append-only: nothing in it is ever changed. */
export interface UsageLedger {
  /** Durable when it returns. */
  append(entry: UsageEntry): Promise<void>
  /** In the order in which they were written. */
  entries(query?: UsageQuery): AsyncIterable<UsageEntry>
}
