import { describe, expect, it } from 'vitest'
import { HttpFailure } from '../../errors/http-failure.js'
import { mapAnthropicError } from './map-anthropic-error.js'

const body = (type: string, message = '') => ({ type: 'error', error: { type, message } })
const http = (status: number, type: string, message = '', retryAfterMs?: number) =>
  new HttpFailure(status, body(type, message), retryAfterMs)

describe('mapAnthropicError', () => {
  it.each([
    ['a wrong key', http(401, 'authentication_error', 'invalid x-api-key'), 'llm/unauthorized', false],
    ['no permission', http(403, 'permission_error', 'no access'), 'llm/unauthorized', false],
    ['no credit', http(400, 'invalid_request_error', 'Your credit balance is too low'), 'llm/rate-limited', false],
    ['too many requests', http(429, 'rate_limit_error', 'slow', 2_000), 'llm/rate-limited', true],
    ['an unknown model', http(404, 'not_found_error', 'model: claude-x'), 'llm/model-not-found', false],
    ['an unknown path', http(404, 'not_found_error', 'Not Found'), 'llm/invalid-response', false],
    ['a redirect', new HttpFailure(301, '', undefined), 'llm/invalid-response', false],
    ['too long a request', http(413, 'request_too_large', 'too large'), 'llm/bad-request', false],
    ['too long a prompt', http(400, 'invalid_request_error', 'prompt is too long: 9 > 8'), 'llm/bad-request', false],
    ['a bad field', http(400, 'invalid_request_error', 'temperature: bad'), 'llm/bad-request', false],
    ['overload', http(529, 'overloaded_error', 'Overloaded'), 'llm/server', true],
    ['a broken server', http(500, 'api_error', 'Internal'), 'llm/server', true],
    ['a gateway’s page', new HttpFailure(502, '<html>', undefined), 'llm/server', true],
    ['overload in the stream', Object.assign(new Error(), { error: body('overloaded_error') }), 'llm/server', true],
    ['an event that is not JSON', new SyntaxError('Unexpected token'), 'llm/invalid-response', false],
  ])('%s', (_, error, code, recoverable) => {
    expect(mapAnthropicError(error, 'claude-x')).toMatchObject({ code, recoverable, hint: expect.stringMatching(/\S/) })
  })

  it('keeps how long to wait', () => {
    expect(mapAnthropicError(http(429, 'rate_limit_error', '', 2_000), 'm').details).toEqual({
      status: 429,
      retryAfterMs: 2_000,
    })
  })
})
