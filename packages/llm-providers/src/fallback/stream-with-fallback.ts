import { isEngawaError, type Redacted } from '@engawa/core'
import { collect } from '../guard/collect.js'
import type { CallOptions, FailedCandidate, GenerateResult, LlmRequest, Provider, StreamPart } from '../provider.js'

/** A model that may answer. The first is the one that is wanted; the others stand in, in the order given. */
export interface FallbackCandidate {
  readonly provider: Provider
  readonly model: string
}

export interface FallbackOptions extends CallOptions {
  /** Told at once when a candidate failed and the next one is asked. */
  readonly onFallback?: (failed: FailedCandidate, next: FallbackCandidate, error: unknown) => void
}

/**
 * Make the request for one candidate. It goes through the secret filter for each of them anew: what may be sent can
 * depend on who gets it.
 */
export type RequestFor = (candidate: FallbackCandidate) => Redacted<LlmRequest> | Promise<Redacted<LlmRequest>>

/** What another model may be better at. A wrong request, a missing consent or a spent budget is the caller's to mend. */
const passedOn: ReadonlySet<string> = new Set([
  'llm/unreachable',
  'llm/server',
  'llm/rate-limited',
  'llm/timeout',
  'llm/cut-off',
  'llm/invalid-response',
  'llm/circuit-open',
  'llm/model-not-found',
])

/**
 * Ask the first candidate, and the next one when it fails before its answer has begun. The last part says who
 * answered, and who should have: a model is never changed in silence.
 *
 * @throws the error of the last candidate asked
 */
export async function* streamWithFallback(
  candidates: readonly FallbackCandidate[],
  requestFor: RequestFor,
  { onFallback, ...call }: FallbackOptions = {},
): AsyncGenerator<StreamPart> {
  const failed: FailedCandidate[] = []
  for (const [at, candidate] of candidates.entries()) {
    const next = candidates[at + 1]
    let began = false
    try {
      for await (const part of candidate.provider.stream(await requestFor(candidate), call)) {
        began = true
        yield part.type === 'finish' ? { ...part, ...originOf(candidate, failed) } : part
      }
      return
    } catch (error) {
      if (began || !next || call.signal?.aborted || !isEngawaError(error) || !passedOn.has(error.code)) throw error
      const failure = { provider: candidate.provider.id, model: candidate.model, code: error.code }
      failed.push(failure)
      onFallback?.(failure, next, error)
    }
  }
}

/** `streamWithFallback`, collected. */
export const generateWithFallback = (
  candidates: readonly FallbackCandidate[],
  requestFor: RequestFor,
  options?: FallbackOptions,
): Promise<GenerateResult> => collect(streamWithFallback(candidates, requestFor, options))

const originOf = ({ provider }: FallbackCandidate, failed: readonly FailedCandidate[]) => ({
  provider: provider.id,
  ...(failed.length === 0 ? {} : { insteadOf: [...failed] }),
})
