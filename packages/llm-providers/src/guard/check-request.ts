import { FilterError, isRedacted, type Redacted } from '@engawa/core'
import type { Adapter } from '../adapter.js'
import { llmError, refusedCapability } from '../errors/llm-errors.js'
import type { ModelEntry } from '../models/registry.js'
import type { Capability, LlmRequest } from '../provider.js'

/**
 * Take the value out of what the secret filter vouched for.
 *
 * @throws FilterError `filter/not-redacted` for anything else, whatever its type claims
 */
export function openRedacted<T>(vouched: Redacted<T>): T {
  if (!isRedacted(vouched)) {
    throw new FilterError('A request that the secret filter has not seen was kept from the model.', {
      code: 'filter/not-redacted',
      hint: 'Pass the request through the secret filter first.',
    })
  }
  return vouched.value as T
}

/**
 * @param known what the registry says of the model; a model that it doesn't have is left to the server's judgement
 * @throws LlmError `llm/refused-capability` naming the first field that the provider or the model can't serve
 */
export function checkCapabilities(adapter: Adapter, request: LlmRequest, known?: ModelEntry): void {
  for (const [field, capability, why] of needs(request)) {
    if (!adapter.capabilities.has(capability)) throw refusedCapability(adapter.title, field, why)
    if (known && !known.capabilities.includes(capability)) throw refusedCapability(known.model, field, why)
  }
  if (request.model === '') {
    throw llmError('llm/bad-request', 'No model is named.', { hint: 'Name a model.', recoverable: false })
  }
}

function* needs(request: LlmRequest): Generator<readonly [field: string, capability: Capability, why: string]> {
  if (request.tools !== undefined && request.tools.length > 0) yield ['tools', 'tools', 'it calls no tools']
  if (request.messages.some(({ role, toolCalls = [] }) => role === 'tool' || toolCalls.length > 0)) {
    yield ['messages', 'tools', 'it calls no tools']
  }
  if (request.messages.some(({ content }) => content.some(({ type }) => type === 'image'))) {
    yield ['messages', 'images', 'it takes no images']
  }
  if (request.responseSchema !== undefined) {
    yield ['responseSchema', 'response-schema', 'it cannot hold an answer to a schema']
  }
  // `think: false` asks for nothing that a model without thinking does not already do.
  if (request.think !== undefined && request.think !== false) yield ['think', 'think', 'its thinking cannot be set']
  if (request.seed !== undefined) yield ['seed', 'seed', 'it takes no seed']
  if (request.stop !== undefined && request.stop.length > 0) yield ['stop', 'stop', 'it takes no stop sequences']
  if (request.contextWindow !== undefined) {
    yield ['contextWindow', 'context-window', 'the size of its context is fixed']
  }
}
