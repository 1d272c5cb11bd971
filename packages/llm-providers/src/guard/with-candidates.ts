import { isEngawaError, LlmError } from '@engawa/core'
import type { Adapter, AdapterCall } from '../adapter.js'
import { nearNames } from '../models/near-names.js'

type Ask = <T>(work: (call: AdapterCall) => Promise<T>) => Promise<T>

/** A local server knows its models: when it doesn't have one, say which were perhaps meant. */
export async function withCandidates(error: unknown, model: string, adapter: Adapter, ask: Ask): Promise<unknown> {
  if (!isEngawaError(error) || error.code !== 'llm/model-not-found' || adapter.location !== 'local') return error
  const models = await ask((wire) => adapter.listModels(wire)).catch(() => [])
  const names = models.map(({ id }) => id)
  const near = nearNames(model, names)
  const candidates = near.length > 0 ? near : names.slice(0, 5)
  if (candidates.length === 0) return error
  const { code, recoverable, exitCode, cause, hint } = error
  return new LlmError(error.message, {
    code,
    recoverable,
    exitCode,
    cause,
    hint: `${near.length > 0 ? 'Did you mean' : 'There is'} ${candidates.join(', ')}? ${hint ?? ''}`.trim(),
    details: { ...error.details, candidates },
  })
}
