import { describe, expect, it } from 'vitest'
import { fromOllamaChunk } from './from-ollama-chunk.js'

const asked = { model: 'asked', newId: () => 'new-id' }

function read(...chunks: Parameters<typeof fromOllamaChunk>[0][]) {
  const reading = { calledTools: false }
  return chunks.flatMap((chunk) => [...fromOllamaChunk(chunk, reading, asked)])
}

const said = (message: object) => ({ message: { role: 'assistant', content: '', ...message }, done: false })

describe('fromOllamaChunk', () => {
  it('tells thinking from text', () => {
    expect(read(said({ thinking: 'hm' }), said({ content: 'yes' }))).toEqual([
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: 'yes' },
    ])
  })

  it('takes calls of tools from lines that are not the last, and ends for their sake', () => {
    const call = { function: { name: 'now', arguments: { zone: 'UTC' } } }
    const parts = read(said({ tool_calls: [call] }), { model: 'm', done: true, done_reason: 'stop' })
    expect(parts).toEqual([
      { type: 'tool-call', call: { id: 'new-id', name: 'now', arguments: { zone: 'UTC' } } },
      { type: 'usage', usage: {} },
      { type: 'finish', reason: 'tool-calls', model: 'm' },
    ])
  })

  it('keeps the id of a call when the server gives one', () => {
    const parts = read(said({ tool_calls: [{ id: 'call_1', function: { name: 'now', arguments: {} } }] }))
    expect(parts).toMatchObject([{ call: { id: 'call_1' } }])
  })

  it('leaves unknown counts out, and does not make them 0', () => {
    const done = { model: 'm', done: true, done_reason: 'length', eval_count: 3 }
    expect(read(done)).toEqual([
      { type: 'usage', usage: { outputTokens: 3 } },
      { type: 'finish', reason: 'length', model: 'm' },
    ])
  })
})
