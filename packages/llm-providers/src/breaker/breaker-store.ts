/** What all processes know of one provider's recent failures. Times are milliseconds since the Unix epoch. */
export interface BreakerState {
  /** Failures one after the other, without a success between them. */
  readonly failures: number
  readonly lastFailureAt: number
  /** Code of the last failure: `llm/unreachable`. */
  readonly reason: string
  /** Present while it is open: requests are refused until then. */
  readonly openUntil?: number
  /** Present while one request tries whether the provider is back: others wait for what it finds until then. */
  readonly probeUntil?: number
}

/**
 * Where breakers are kept, shared by all processes that use the same place. No record means that all is well, so that
 * the usual case is one read of nothing.
 */
export interface BreakerStore {
  read(provider: string): Promise<BreakerState | undefined>
  /**
   * Change a record, after what every other process did to it. `undefined` in or out: there is none.
   *
   * @returns the record as it is now
   */
  update(
    provider: string,
    change: (state: BreakerState | undefined) => BreakerState | undefined,
  ): Promise<BreakerState | undefined>
}
