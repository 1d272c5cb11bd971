import { describe, expect, it } from 'vitest'
import { endOfOpenaiStream, fromOpenaiChunk, type OpenaiChunk, OpenaiReading } from './from-openai-chunk.js'

const asked = { title: 'X', model: 'asked', newId: () => 'new-id' }

function read(...chunks: readonly OpenaiChunk[]) {
  const reading = new OpenaiReading()
  return [...chunks.flatMap((chunk) => [...fromOpenaiChunk(chunk, reading)]), ...endOfOpenaiStream(reading, asked)]
}

const delta = (value: object, finish_reason: string | null = null): OpenaiChunk => ({
  model: 'served',
  choices: [{ delta: value, finish_reason }],
})
const end = (reason: string) => delta({}, reason)

describe('fromOpenaiChunk', () => {
  it('reads text, the reasoning of compatible servers, and the end', () => {
    expect(
      read(delta({ reasoning_content: 'h' }), delta({ reasoning: 'm' }), delta({ content: 'yes' }), end('stop')),
    ).toEqual([
      { type: 'reasoning-delta', text: 'h' },
      { type: 'reasoning-delta', text: 'm' },
      { type: 'text-delta', text: 'yes' },
      { type: 'finish', reason: 'stop', model: 'served' },
    ])
  })

  it('puts calls of tools together from their fragments', () => {
    const fragment = (index: number, id: string | undefined, name: string | undefined, args: string) =>
      delta({ tool_calls: [{ index, id, function: { name, arguments: args } }] })
    const parts = read(
      fragment(0, 'c0', 'now', '{"zo'),
      fragment(1, 'c1', 'rain', ''),
      fragment(0, undefined, undefined, 'ne":"UTC"}'),
      end('tool_calls'),
    )
    expect(parts).toEqual([
      { type: 'tool-call', call: { id: 'c0', name: 'now', arguments: { zone: 'UTC' } } },
      { type: 'tool-call', call: { id: 'c1', name: 'rain', arguments: {} } },
      { type: 'finish', reason: 'tool-calls', model: 'served' },
    ])
  })

  it('keeps whole calls apart that have no index, and takes `stop` after them for what it means', () => {
    const call = (name: string) => delta({ tool_calls: [{ function: { name, arguments: '{}' } }] })
    expect(read(call('a'), call('b'), end('stop'))).toMatchObject([
      { call: { id: 'new-id', name: 'a' } },
      { call: { name: 'b' } },
      { reason: 'tool-calls' },
    ])
  })

  it('fails on arguments that are not JSON', () => {
    const broken = delta({ tool_calls: [{ index: 0, id: 'c', function: { name: 'now', arguments: '{"a":' } }] })
    expect(() => read(broken, end('tool_calls'))).toThrow(expect.objectContaining({ code: 'llm/invalid-response' }))
  })

  it('counts usage once, also when it comes with every chunk, and leaves unknown counts out', () => {
    const counted = {
      choices: [],
      usage: { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14, prompt_tokens_details: { cached_tokens: 4 } },
    }
    const early = { ...delta({ content: 'a' }), usage: { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6 } }
    const usage = read(early, end('stop'), counted).filter(({ type }) => type === 'usage')
    expect(usage).toEqual([{ type: 'usage', usage: { inputTokens: 5, outputTokens: 9, cachedInputTokens: 4 } }])
  })

  it('does not finish what the server did not finish', () => {
    expect(read(delta({ content: 'half' }))).toEqual([{ type: 'text-delta', text: 'half' }])
    expect(() => read(end('error'))).toThrow(expect.objectContaining({ code: 'llm/server' }))
  })

  it.each([
    ['length', 'length'],
    ['content_filter', 'content-filter'],
    ['function_call', 'tool-calls'],
    ['eos', 'other'],
  ])('reads %s as %s', (reason, expected) => {
    expect(read(end(reason))).toMatchObject([{ reason: expected }])
  })

  it('takes a refusal for text that was filtered', () => {
    expect(read(delta({ refusal: 'I cannot.' }), end('stop'))).toMatchObject([
      { text: 'I cannot.' },
      { reason: 'content-filter' },
    ])
  })

  it('bears chunks with nothing in them', () => {
    expect(read({}, { choices: null }, { choices: [{ delta: null }] })).toEqual([])
  })
})
