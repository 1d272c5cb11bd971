import { cutOff, invalidResponse } from '../../errors/llm-errors.js'

/** A line longer than this is no line of an answer. Characters. */
const longestLine = 32 * 1024 * 1024

/**
 * Hand on only whole lines that are JSON objects. The official client warns on the console about a broken line and
 * goes on without it, which would lose a part of an answer unseen.
 *
 * @throws LlmError `llm/invalid-response` for a line that is not an object, `llm/cut-off` for a last line that breaks off
 */
export function strictNdjson(provider: string): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let pending = ''
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (pending + decoder.decode(chunk, { stream: true })).split('\n')
      pending = lines.pop() ?? ''
      if (pending.length > longestLine) throw invalidResponse(provider, 'a line without end')
      const whole = lines.filter((line) => line.trim() !== '')
      for (const line of whole) if (!isObject(line)) throw invalidResponse(provider, 'a line that is not JSON')
      if (whole.length > 0) controller.enqueue(encoder.encode(`${whole.join('\n')}\n`))
    },
    flush(controller) {
      const last = pending + decoder.decode()
      if (last.trim() === '') return
      if (!isObject(last)) throw cutOff(provider)
      controller.enqueue(encoder.encode(`${last}\n`))
    },
  })
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** A `fetch` whose answers are strict NDJSON, whatever type they claim: a page of HTML is no answer of a model. */
export const withStrictNdjson =
  (fetch: typeof globalThis.fetch, provider: string): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await fetch(input, init)
    if (!response.body) throw invalidResponse(provider, 'an empty answer')
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(strictNdjson(provider)), { status, statusText, headers })
  }
