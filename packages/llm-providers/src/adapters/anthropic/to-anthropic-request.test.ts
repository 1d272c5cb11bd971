import { describe, expect, it } from 'vitest'
import type { LlmRequest } from '../../provider.js'
import { toAnthropicRequest } from './to-anthropic-request.js'

const ask = (fields: Partial<LlmRequest> = {}) => toAnthropicRequest({ model: 'claude-new-9', messages: [], ...fields })

describe('toAnthropicRequest', () => {
  it('sends the limit that the API wants, and nothing else that was not asked for', () => {
    expect(ask()).toEqual({ model: 'claude-new-9', messages: [], max_tokens: 8_192, stream: true })
  })

  it('maps every field of a request', () => {
    const parameters = { type: 'object', properties: { zone: { type: 'string' } } }
    expect(
      ask({
        temperature: 0,
        maxTokens: 9,
        stop: ['END'],
        think: 'high',
        responseSchema: { type: 'object' },
        tools: [{ name: 'now', description: 'the time', parameters }],
        messages: [{ role: 'system', content: [{ type: 'text', text: 'brief' }] }],
      }),
    ).toEqual({
      model: 'claude-new-9',
      stream: true,
      messages: [],
      system: 'brief',
      temperature: 0,
      max_tokens: 9,
      stop_sequences: ['END'],
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'high', format: { type: 'json_schema', schema: { type: 'object' } } },
      tools: [{ name: 'now', description: 'the time', input_schema: parameters }],
    })
  })

  it('lets older models think within a budget that is added to the limit', () => {
    expect(ask({ model: 'claude-haiku-4-5', think: 'low', maxTokens: 100 })).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2_048 },
      max_tokens: 2_148,
    })
    expect(ask({ think: false })).toMatchObject({ thinking: { type: 'disabled' }, max_tokens: 8_192 })
  })

  it('refuses to think after the result of a tool, for which it would need thoughts that are not kept', () => {
    const messages = [{ role: 'tool', content: [], toolCallId: 'a' }] as const
    expect(() => ask({ think: true, messages })).toThrow(expect.objectContaining({ code: 'llm/refused-capability' }))
    expect(ask({ think: false, messages }).messages).toHaveLength(1)
  })
})
