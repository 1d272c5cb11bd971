import { describe, expect, it } from 'vitest'
import type { LlmRequest } from '../provider.js'
import { estimateRequestTokens } from './estimate-request.js'

const text = (words: string) => [{ type: 'text' as const, text: words }]
const request = (fields: Partial<LlmRequest>): LlmRequest => ({ model: 'm', messages: [], ...fields })
const asked = [{ role: 'user' as const, content: text('what time is it') }]

describe('estimateRequestTokens', () => {
  it('counts all that is sent', () => {
    const least = estimateRequestTokens(request({ messages: asked }))
    expect(least).toBeGreaterThan(3)
    const tools = [{ name: 'now', description: 'the time, and where', parameters: { type: 'object' } }]
    const toolCalls = [{ id: 'c', name: 'now', arguments: { zone: 'UTC' } }]
    const image = { type: 'image' as const, mediaType: 'image/png', data: 'AA==' }
    for (const more of [
      { messages: [...asked, { role: 'assistant' as const, content: text('') }] },
      { messages: [{ role: 'assistant' as const, content: text('what time is it'), toolCalls }] },
      { messages: [{ role: 'user' as const, content: [...text('what time is it'), image] }] },
      { messages: asked, tools },
      { messages: asked, responseSchema: { type: 'object', properties: {} } },
    ]) {
      expect(estimateRequestTokens(request(more))).toBeGreaterThan(least)
    }
  })

  it('does not count what only shapes the answer', () => {
    const shaped = request({ messages: asked, maxTokens: 99_999, stop: ['a long stop sequence'], temperature: 1 })
    expect(estimateRequestTokens(shaped)).toBe(estimateRequestTokens(request({ messages: asked })))
  })
})
