import { describe, expect, it } from 'vitest'
import { toOllamaRequest } from './to-ollama-request.js'

describe('toOllamaRequest', () => {
  it('always asks for a context, and sends nothing that was not asked for', () => {
    expect(toOllamaRequest({ model: 'm', messages: [] }, undefined)).toEqual({
      model: 'm',
      messages: [],
      stream: true,
      options: { num_ctx: 8_192 },
    })
  })

  it('maps every field of a request', () => {
    const parameters = { type: 'object', properties: { zone: { type: 'string' } } }
    const request = toOllamaRequest(
      {
        model: 'm',
        messages: [],
        temperature: 0,
        maxTokens: 9,
        seed: 7,
        stop: ['END'],
        contextWindow: 32_768,
        think: 'low',
        responseSchema: { type: 'object' },
        tools: [{ name: 'now', description: 'the time', parameters }],
      },
      '10m',
    )
    expect(request).toMatchObject({
      options: { num_ctx: 32_768, temperature: 0, num_predict: 9, seed: 7, stop: ['END'] },
      think: 'low',
      keep_alive: '10m',
      format: { type: 'object' },
      tools: [{ type: 'function', function: { name: 'now', description: 'the time', parameters } }],
    })
  })
})
