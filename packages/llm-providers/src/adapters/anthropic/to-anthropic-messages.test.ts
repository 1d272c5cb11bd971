import { describe, expect, it } from 'vitest'
import { toAnthropicMessages } from './to-anthropic-messages.js'

const text = (value: string) => ({ type: 'text', text: value }) as const
const image = { type: 'image', mediaType: 'image/png', data: 'AAAA' } as const

describe('toAnthropicMessages', () => {
  it('takes instructions out of the conversation', () => {
    const messages = [
      { role: 'system', content: [text('be brief')] },
      { role: 'user', content: [text('hello')] },
      { role: 'system', content: [text('be kind')] },
    ] as const
    expect(toAnthropicMessages(messages)).toEqual({
      system: 'be brief\n\nbe kind',
      messages: [{ role: 'user', content: [text('hello')] }],
    })
  })

  it('puts the results of several calls into one turn', () => {
    const call = (id: string) => ({ id, name: 'now', arguments: {} })
    const result = toAnthropicMessages([
      { role: 'assistant', content: [text('')], toolCalls: [call('a'), call('b')] },
      { role: 'tool', content: [text('noon')], toolCallId: 'a' },
      { role: 'tool', content: [image], toolCallId: 'b' },
      { role: 'user', content: [text('thanks')] },
    ])
    expect(result.messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'now', input: {} },
          { type: 'tool_use', id: 'b', name: 'now', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: [text('noon')] },
          {
            type: 'tool_result',
            tool_use_id: 'b',
            content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }],
          },
          text('thanks'),
        ],
      },
    ])
  })

  it.each([
    { role: 'system', content: [image] },
    { role: 'assistant', content: [image] },
    { role: 'user', content: [{ ...image, mediaType: 'image/tiff' }] },
  ] as const)('refuses an image that it has no place for: %j', (message) => {
    expect(() => toAnthropicMessages([message])).toThrow(expect.objectContaining({ code: 'llm/refused-capability' }))
  })
})
