/** Which company's protocol a request speaks, told by its path. */
export type CloudProtocol = 'openai' | 'anthropic'

export const protocolOf = (path: string): CloudProtocol => (/\/messages(\/|$)/.test(path) ? 'anthropic' : 'openai')

/** Whether a path asks for a model's output, rather than for a list. */
export const isModelPath = (path: string): boolean => /\/(chat\/completions|messages|embeddings)$/.test(path)

/** An error's body as the company writes it. */
export function errorBody(protocol: CloudProtocol, error: string, status: number): unknown {
  const type = typeOf(status)
  return protocol === 'anthropic'
    ? { type: 'error', error: { type, message: error } }
    : { error: { message: error, type, param: null, code: null } }
}

/** An error in the middle of a stream that began well. */
export function errorEvent(protocol: CloudProtocol, error: string): string {
  const event = protocol === 'anthropic' ? 'event: error\n' : ''
  const body =
    protocol === 'anthropic'
      ? { type: 'error', error: { type: 'overloaded_error', message: error } }
      : errorBody(protocol, error, 500)
  return `${event}data: ${JSON.stringify(body)}\n\n`
}

/** An event whose data is not JSON. */
export const malformedEvent = (protocol: CloudProtocol): string =>
  `${protocol === 'anthropic' ? 'event: content_block_delta\n' : ''}data: {"oops\n\n`

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error'
  if (status === 404) return 'not_found_error'
  if (status === 429) return 'rate_limit_error'
  if (status === 529) return 'overloaded_error'
  return status >= 500 ? 'api_error' : 'invalid_request_error'
}
