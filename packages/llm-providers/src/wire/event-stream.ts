import { invalidResponse } from '../errors/llm-errors.js'

/**
 * A `fetch` that refuses a page or a plain JSON object where a stream of events was asked for. The clients would find
 * no event in it, and it would look like an answer that was cut off: the usual sign of a wrong base URL.
 */
export const expectingEvents =
  (fetch: typeof globalThis.fetch, provider: string): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await fetch(input, init)
    const type = response.headers.get('content-type') ?? ''
    if (/text\/html|application\/json/i.test(type)) {
      await response.body?.cancel()
      throw invalidResponse(provider, `${type.split(';')[0]} instead of a stream of events`)
    }
    return response
  }
