import { describe, expect, it } from 'vitest'
import { toOpenaiRequest } from './to-openai-request.js'

const openai = { title: 'OpenAI', maxTokensField: 'max_completion_tokens' } as const

describe('toOpenaiRequest', () => {
  it('sends nothing that was not asked for', () => {
    expect(toOpenaiRequest({ model: 'm', messages: [], stop: [], tools: [] }, openai)).toEqual({
      model: 'm',
      messages: [],
      stream: true,
      stream_options: { include_usage: true },
    })
  })

  it('maps every field of a request', () => {
    const parameters = { type: 'object' }
    expect(
      toOpenaiRequest(
        {
          model: 'm',
          messages: [],
          temperature: 0,
          maxTokens: 9,
          seed: 7,
          stop: ['END'],
          think: true,
          responseSchema: { type: 'object' },
          tools: [{ name: 'now', description: 'the time', parameters }],
        },
        openai,
      ),
    ).toMatchObject({
      temperature: 0,
      max_completion_tokens: 9,
      seed: 7,
      stop: ['END'],
      reasoning_effort: 'medium',
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'object' }, strict: true } },
      tools: [{ type: 'function', function: { name: 'now', description: 'the time', parameters } }],
    })
  })

  it('speaks the dialect of others', () => {
    const other = { title: 'X', maxTokensField: 'max_tokens' } as const
    expect(toOpenaiRequest({ model: 'm', messages: [], maxTokens: 9 }, other)).toMatchObject({ max_tokens: 9 })
  })

  it.each([
    [false, 'none'],
    ['low', 'low'],
    ['high', 'high'],
  ] as const)('asks for thinking %s as %s', (think, effort) => {
    expect(toOpenaiRequest({ model: 'm', messages: [], think }, openai).reasoning_effort).toBe(effort)
  })
})
