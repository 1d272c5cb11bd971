import type { CallOptions } from '../provider.js'

/** For work that someone waits for without having asked for it, such as the snapshot of a pane. Milliseconds. */
export const snapshotLimits = { warnAfterMs: 3_000, timeoutMs: 10_000 } as const

/** The time that one call may take: a warning when its answer is slow to begin, an end when it takes too long. */
export class TimeLimits {
  readonly signal: AbortSignal | undefined
  readonly #hardTimer: NodeJS.Timeout | undefined
  readonly #warnTimer: NodeJS.Timeout | undefined

  constructor({ signal, timeoutMs, warnAfterMs, onSlow }: CallOptions, provider: string) {
    this.signal = signal
    if (timeoutMs !== undefined) {
      const limit = new AbortController()
      const expire = () => limit.abort(new DOMException('The call took too long.', 'TimeoutError'))
      this.#hardTimer = setTimeout(expire, timeoutMs)
      this.signal = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal
    }
    if (warnAfterMs !== undefined && onSlow) {
      this.#warnTimer = setTimeout(() => onSlow({ provider, waitedMs: warnAfterMs }), warnAfterMs)
    }
  }

  /** The answer is here, or its beginning: it is not slow any more. */
  began(): void {
    clearTimeout(this.#warnTimer)
  }

  end(): void {
    clearTimeout(this.#warnTimer)
    clearTimeout(this.#hardTimer)
  }
}
