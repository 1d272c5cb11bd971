import { describe, expect, it } from 'vitest'
import { HttpFailure } from '../../errors/http-failure.js'
import { mapOpenaiError } from './map-openai-error.js'

const context = { title: 'OpenAI', model: 'gpt-x', keyHint: 'Set OPENAI_API_KEY.' }
const http = (status: number, error: unknown, retryAfterMs?: number) => new HttpFailure(status, error, retryAfterMs)
const openai = (message: string, code: string | null = null, type = 'x') => ({ error: { message, type, code } })

describe('mapOpenaiError', () => {
  it.each([
    ['a wrong key', http(401, openai('Incorrect API key provided', 'invalid_api_key')), 'llm/unauthorized', false],
    [
      'Gemini’s wrong key',
      http(400, [{ error: { code: 400, message: 'API key not valid. Please pass a valid API key.' } }]),
      'llm/unauthorized',
      false,
    ],
    ['a forbidden country', http(403, openai('Country not supported')), 'llm/unauthorized', false],
    [
      'no credit',
      http(429, openai('You exceeded your current quota', 'insufficient_quota')),
      'llm/rate-limited',
      false,
    ],
    ['no credit at OpenRouter', http(402, openai('Insufficient credits')), 'llm/rate-limited', false],
    [
      'too many requests',
      http(429, openai('Rate limit reached', 'rate_limit_exceeded'), 900),
      'llm/rate-limited',
      true,
    ],
    [
      'an unknown model',
      http(404, openai('The model `gpt-x` does not exist', 'model_not_found')),
      'llm/model-not-found',
      false,
    ],
    [
      'Gemini’s unknown model',
      http(404, [{ error: { message: 'models/gpt-x is not found for API version v1main' } }]),
      'llm/model-not-found',
      false,
    ],
    ['an unknown path', http(404, { detail: 'Not Found' }), 'llm/invalid-response', false],
    ['a redirect', http(308, ''), 'llm/invalid-response', false],
    [
      'too long a request',
      http(400, openai('maximum context length is 8192', 'context_length_exceeded')),
      'llm/bad-request',
      false,
    ],
    ['a bad field', http(400, openai('Unsupported value: temperature', 'unsupported_value')), 'llm/bad-request', false],
    ['vLLM’s bad field', http(422, { object: 'error', message: 'bad field' }), 'llm/bad-request', false],
    ['a broken server', http(500, openai('The server had an error')), 'llm/server', true],
    ['a gateway’s page', http(502, '<html>'), 'llm/server', true],
    ['a timeout of the server', http(408, ''), 'llm/server', true],
    [
      'an error in the stream',
      Object.assign(new Error('x'), { error: { message: 'overloaded', type: 'server_error' } }),
      'llm/server',
      true,
    ],
    [
      'a limit in the stream',
      Object.assign(new Error('x'), { error: { message: 'slow', code: 'rate_limit_exceeded' } }),
      'llm/rate-limited',
      true,
    ],
    ['an event that is not JSON', new SyntaxError('Unexpected token'), 'llm/invalid-response', false],
    ['an event of another shape', new TypeError('x is not iterable'), 'llm/invalid-response', false],
  ])('%s', (_, error, code, recoverable) => {
    expect(mapOpenaiError(error, context)).toMatchObject({ code, recoverable, hint: expect.stringMatching(/\S/) })
  })

  it('finds a failure below the client’s own error', () => {
    const wrapped = new Error('Connection error.', { cause: http(401, openai('no')) })
    expect(mapOpenaiError(wrapped, context)).toMatchObject({ code: 'llm/unauthorized', hint: 'Set OPENAI_API_KEY.' })
  })

  it('does not repeat what a server says about a key', () => {
    const { message } = mapOpenaiError(http(401, openai('Incorrect API key provided: sk-ab****yz')), context)
    expect(message).toBe('OpenAI did not accept the key.')
  })

  it('says how long to wait', () => {
    expect(mapOpenaiError(http(429, openai('slow'), 61_500), context)).toMatchObject({
      hint: 'Ask again in 62 s.',
      details: { status: 429, retryAfterMs: 61_500 },
    })
  })
})
