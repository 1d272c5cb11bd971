import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import { describe, expect, it } from 'vitest'
import { AnthropicReading, fromAnthropicEvent } from './from-anthropic-event.js'

/** Events as the wire has them: parsed JSON, of which the types are a promise. */
function read(...events: readonly object[]) {
  const reading = new AnthropicReading()
  return events.flatMap((event) => [...fromAnthropicEvent(event as RawMessageStreamEvent, reading, 'asked')])
}

const start = (usage: object) => ({ type: 'message_start', message: { model: 'served', usage } })
const delta = (index: number, value: object) => ({ type: 'content_block_delta', index, delta: value })
const end = (stop_reason: string | null, usage: object = {}) => [
  { type: 'message_delta', delta: { stop_reason }, usage },
  { type: 'message_stop' },
]

describe('fromAnthropicEvent', () => {
  it('reads thinking, text, usage and the end', () => {
    expect(
      read(
        start({ input_tokens: 10, cache_read_input_tokens: 4, cache_creation_input_tokens: 1, output_tokens: 1 }),
        { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
        delta(0, { type: 'thinking_delta', thinking: 'hm' }),
        delta(0, { type: 'signature_delta', signature: 'x' }),
        { type: 'content_block_stop', index: 0 },
        delta(1, { type: 'text_delta', text: 'yes' }),
        ...end('end_turn', { output_tokens: 7, output_tokens_details: { thinking_tokens: 3 } }),
      ),
    ).toEqual([
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: 'yes' },
      { type: 'usage', usage: { inputTokens: 15, outputTokens: 7, cachedInputTokens: 4, reasoningTokens: 3 } },
      { type: 'finish', reason: 'stop', model: 'served' },
    ])
  })

  it('puts calls of tools together, each from the fragments of its own block', () => {
    const block = (index: number, name: string) => ({
      type: 'content_block_start',
      index,
      content_block: { type: 'tool_use', id: `id-${name}`, name, input: {} },
    })
    const calls = read(
      block(0, 'now'),
      delta(0, { type: 'input_json_delta', partial_json: '{"zone":' }),
      delta(0, { type: 'input_json_delta', partial_json: '"UTC"}' }),
      { type: 'content_block_stop', index: 0 },
      block(1, 'rain'),
      { type: 'content_block_stop', index: 1 },
      ...end('tool_use'),
    )
    expect(calls).toEqual([
      { type: 'tool-call', call: { id: 'id-now', name: 'now', arguments: { zone: 'UTC' } } },
      { type: 'tool-call', call: { id: 'id-rain', name: 'rain', arguments: {} } },
      { type: 'usage', usage: {} },
      { type: 'finish', reason: 'tool-calls', model: 'asked' },
    ])
  })

  it('fails on arguments that are not JSON', () => {
    const events = [
      { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'a', name: 'now', input: {} } },
      delta(0, { type: 'input_json_delta', partial_json: '{"zo' }),
      { type: 'content_block_stop', index: 0 },
    ]
    expect(() => read(...events)).toThrow(expect.objectContaining({ code: 'llm/invalid-response' }))
  })

  it.each([
    ['max_tokens', 'length'],
    ['stop_sequence', 'stop'],
    ['refusal', 'content-filter'],
    ['pause_turn', 'other'],
    [null, 'other'],
  ])('reads %s as %s', (reason, expected) => {
    expect(read(...end(reason)).at(-1)).toMatchObject({ reason: expected })
  })

  it('does not finish before the last event, and passes over events that it does not know', () => {
    const [almost] = end('end_turn')
    expect(read(start({}), { type: 'ping' }, delta(0, { type: 'citations_delta' }), almost ?? {})).toEqual([])
  })
})
