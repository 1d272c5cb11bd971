import { describe, expect, it } from 'vitest'
import { toOpenaiMessages } from './to-openai-messages.js'

const text = (value: string) => ({ type: 'text', text: value }) as const
const image = { type: 'image', mediaType: 'image/png', data: 'AAAA' } as const

describe('toOpenaiMessages', () => {
  it('keeps roles, calls of tools and their results', () => {
    const call = { id: 'c1', name: 'now', arguments: { zone: 'UTC' } }
    expect(
      toOpenaiMessages(
        [
          { role: 'system', content: [text('brief')] },
          { role: 'user', content: [text('a'), text('b')] },
          { role: 'assistant', content: [], toolCalls: [call] },
          { role: 'tool', content: [text('noon')], toolCallId: 'c1' },
          { role: 'assistant', content: [text('It is noon.')], toolCalls: [] },
        ],
        'X',
      ),
    ).toEqual([
      { role: 'system', content: 'brief' },
      { role: 'user', content: 'ab' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'now', arguments: '{"zone":"UTC"}' } }],
      },
      { role: 'tool', content: 'noon', tool_call_id: 'c1' },
      { role: 'assistant', content: 'It is noon.' },
    ])
  })

  it('sends images of the user as data, between the texts', () => {
    expect(toOpenaiMessages([{ role: 'user', content: [text('see'), image] }], 'X')).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'see' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
    ])
  })

  it('refuses an image that it has no place for', () => {
    expect(() => toOpenaiMessages([{ role: 'tool', content: [image], toolCallId: 'c' }], 'X')).toThrow(
      expect.objectContaining({ code: 'llm/refused-capability' }),
    )
  })
})
