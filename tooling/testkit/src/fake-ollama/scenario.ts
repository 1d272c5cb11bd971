/**
 * What goes wrong with one answer. Counts are of lines of a stream; a scenario holds for one model request
 * (`/api/chat`, `/api/generate`, `/api/embed`) unless it was given with `always`.
 */
export interface Scenario {
  /** Answer with this status and no model output. `retryAfter` is the header's value, in seconds. */
  readonly status?: { readonly code: number; readonly error: string; readonly retryAfter?: number }
  /** Wait before the response headers, as a model that is being loaded does. Milliseconds. */
  readonly firstByteDelayMs?: number
  /** Close the socket after this many lines. */
  readonly cutAfter?: number
  /** End the response properly after this many lines, without the `done` line. */
  readonly endAfter?: number
  /** Say nothing more after this many lines, and keep the socket open. */
  readonly silentAfter?: number
  /** After this many lines send `{"error": …}` under HTTP 200, and end. */
  readonly errorLineAfter?: { readonly lines: number; readonly error: string }
  /** After this many lines send one that is not JSON, then go on. */
  readonly malformedLineAfter?: number
  /** Write the stream in pieces of this many bytes: they cut through lines and through UTF-8 sequences. */
  readonly pieceBytes?: number
  /** Pause between lines, milliseconds. */
  readonly lineDelayMs?: number
}
