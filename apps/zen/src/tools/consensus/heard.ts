import { type EngawaError, isEngawaError, LlmError } from '@engawa/core'
import type { View } from './schema.js'
import type { Voice } from './voices.js'

/** What became of one voice. */
export interface Heard extends Voice {
  /** Names the view in the synthesis, which does not know whose it is. */
  readonly letter: string | null
  readonly view: View | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/**
 * Sort out who answered. A failure that is the program's own is thrown on.
 *
 * @throws EngawaError the first failure when nobody answered, LlmError `zen/no-consensus` when one alone did, whose
 *   view is kept in the session
 */
export function heardOf(
  voices: readonly Voice[],
  settled: readonly PromiseSettledResult<{ readonly value: View }>[],
): readonly Heard[] {
  const failures: EngawaError[] = []
  let answered = 0
  const heard = voices.map((voice, at): Heard => {
    const result = settled[at]
    if (result?.status === 'fulfilled') {
      answered += 1
      return { ...voice, letter: String.fromCharCode(64 + answered), view: result.value.value, error: null }
    }
    const reason: unknown = result?.reason
    if (!isEngawaError(reason)) throw reason
    failures.push(reason)
    return { ...voice, letter: null, view: null, error: { code: reason.code, message: reason.message } }
  })
  // Nobody could be asked, and the reason says what to do: a key, a consent, a server.
  if (answered === 0 && failures[0] !== undefined) throw failures[0]
  if (answered < 2) throw noConsensus(heard, failures[0])
  return heard
}

const noConsensus = (heard: readonly Heard[], cause: EngawaError | undefined) =>
  new LlmError('fewer than two models answered', {
    code: 'zen/no-consensus',
    hint: `${cause?.message ?? ''} ${cause?.hint ?? ''}`.trim(),
    details: { failed: heard.flatMap(({ model, error }) => (error === null ? [] : [{ model, ...error }])) },
    cause,
  })
