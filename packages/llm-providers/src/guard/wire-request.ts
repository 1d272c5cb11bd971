import type { Adapter } from '../adapter.js'
import { llmError } from '../errors/llm-errors.js'
import { maskedHeaders } from '../errors/masked-headers.js'
import { withoutSecret } from '../errors/without-secret.js'
import type { LlmRequest, WireRequest } from '../provider.js'

/**
 * What a request becomes on the wire. The adapter and its client run as for a real request, up to the moment at which
 * it would leave: so this can't say anything else than what is sent.
 */
export async function wireRequestOf(adapter: Adapter, request: LlmRequest): Promise<WireRequest> {
  let caught: Promise<WireRequest> | undefined
  const fetch: typeof globalThis.fetch = async (input, init) => {
    caught ??= describe(new Request(input, init), adapter.secret)
    throw new Error('shown instead of sent')
  }
  let failure: unknown
  try {
    for await (const _ of adapter.stream(request, { fetch })) break
  } catch (error) {
    failure = error
  }
  if (caught) return caught
  if (failure !== undefined) throw withoutSecret(adapter.toLlmError(failure, request.model), adapter.secret)
  throw llmError('llm/no-provider', `${adapter.title} sends nothing.`, { hint: adapter.unreachableHint })
}

const describe = async (request: Request, secret: string | undefined): Promise<WireRequest> => ({
  method: request.method,
  url: request.url,
  headers: maskedHeaders(request.headers, secret),
  body: await request.text(),
})
