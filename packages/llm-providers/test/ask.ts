import type { ConsentPort, LlmRequest, StreamPart } from '../src/provider.js'
import { vouched } from './vouched.js'

/** A request that asks one thing, as the secret filter lets it through. */
export const question = (text: string, fields: Partial<LlmRequest> = {}) =>
  vouched<LlmRequest>({ model: 'llama3.2', messages: [{ role: 'user', content: [{ type: 'text', text }] }], ...fields })

/** Every part of a stream, and the error that it ended with. */
export async function drain(stream: AsyncIterable<StreamPart>) {
  const parts: StreamPart[] = []
  let error: unknown
  try {
    for await (const part of stream) parts.push(part)
  } catch (thrown) {
    error = thrown
  }
  const text = parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : [])).join('')
  return { parts, text, error }
}

export const consentTo = (...ids: readonly string[]): ConsentPort => ({ isGranted: (id: string) => ids.includes(id) })
