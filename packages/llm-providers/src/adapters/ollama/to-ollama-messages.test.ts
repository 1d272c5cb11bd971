import { describe, expect, it } from 'vitest'
import { toOllamaMessages } from './to-ollama-messages.js'

const text = (value: string) => [{ type: 'text', text: value }] as const

describe('toOllamaMessages', () => {
  it('keeps roles and order, and joins the parts of a text', () => {
    expect(
      toOllamaMessages([
        { role: 'system', content: text('be brief') },
        { role: 'user', content: [...text('a'), ...text('b')] },
      ]),
    ).toEqual([
      { role: 'system', content: 'be brief' },
      { role: 'user', content: 'ab' },
    ])
  })

  it('names the tool of a result by the call that it answers', () => {
    const call = { id: 'c1', name: 'weather', arguments: { city: 'Nara' } }
    expect(
      toOllamaMessages([
        { role: 'assistant', content: [], toolCalls: [call] },
        { role: 'tool', content: text('rain'), toolCallId: 'c1' },
      ]),
    ).toEqual([
      { role: 'assistant', content: '', tool_calls: [{ function: { name: 'weather', arguments: { city: 'Nara' } } }] },
      { role: 'tool', content: 'rain', tool_name: 'weather' },
    ])
  })

  it('hands images over as bytes, so that none is taken for the name of a file', () => {
    const data = Buffer.from('package.json').toString('base64')
    const [message] = toOllamaMessages([{ role: 'user', content: [{ type: 'image', mediaType: 'image/png', data }] }])
    expect(message?.images).toEqual([new Uint8Array(Buffer.from('package.json'))])
  })
})
