/**
 * What goes wrong with one answer of a fake model server. Counts are of frames of a stream: lines of NDJSON, events of
 * SSE. A scenario holds for one request for a model's output, unless it was given with `always`.
 */
export interface Scenario {
  /** Answer with this status and no model output. `retryAfter` is the header's value, in seconds. */
  readonly status?: {
    readonly code: number
    readonly error: string
    readonly retryAfter?: number
    /** The whole body, in place of the server's usual shape around `error`. */
    readonly body?: unknown
    readonly headers?: Record<string, string>
  }
  /** Wait before the response headers, as a model that is being loaded does. Milliseconds. */
  readonly firstByteDelayMs?: number
  /** Close the socket after this many frames. */
  readonly cutAfter?: number
  /** End the response properly after this many frames, without the one that ends an answer. */
  readonly endAfter?: number
  /** Say nothing more after this many frames, and keep the socket open. */
  readonly silentAfter?: number
  /** After this many frames send an error under HTTP 200, and end. */
  readonly errorAfter?: { readonly frames: number; readonly error: string }
  /** After this many frames send one that is not JSON, then go on. */
  readonly malformedAfter?: number
  /** Write the stream in pieces of this many bytes: they cut through frames and through UTF-8 sequences. */
  readonly pieceBytes?: number
  /** Pause between frames, milliseconds. */
  readonly frameDelayMs?: number
}

/** The scenarios of one fake server, used in order. */
export interface ScenarioControls {
  /** Let the next request for a model's output go wrong. Several are used one after the other. */
  next(...scenarios: readonly Scenario[]): void
  /** Let every such request go wrong that has no `next` scenario; `{}` ends it. */
  always(scenario: Scenario): void
}

export class ScenarioQueue implements ScenarioControls {
  readonly #queued: Scenario[] = []
  #standing: Scenario = {}

  readonly next = (...scenarios: readonly Scenario[]): void => void this.#queued.push(...scenarios)

  readonly always = (scenario: Scenario): void => {
    this.#standing = scenario
  }

  take(): Scenario {
    return this.#queued.shift() ?? this.#standing
  }
}
