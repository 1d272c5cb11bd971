import { describe, expect, it } from 'vitest'
import { HttpFailure } from '../../errors/http-failure.js'
import { mapOllamaError } from './map-ollama-error.js'

const http = (status: number, body: unknown, retryAfterMs?: number) => new HttpFailure(status, body, retryAfterMs)

describe('mapOllamaError', () => {
  it.each([
    [http(404, { error: "model 'x' not found" }), 'llm/model-not-found', false],
    [http(404, { error: 'model "x" not found, try pulling it first' }), 'llm/model-not-found', false],
    [http(404, '404 page not found'), 'llm/invalid-response', false],
    [http(400, { error: 'registry.ollama.ai/library/x does not support tools' }), 'llm/refused-capability', false],
    [http(400, { error: 'the input length exceeds the context length' }), 'llm/bad-request', false],
    [http(400, { error: 'invalid options: num_ctx' }), 'llm/bad-request', false],
    [http(401, { error: 'unauthorized' }), 'llm/unauthorized', false],
    [http(429, { error: 'slow down' }, 2_000), 'llm/rate-limited', true],
    [http(500, { error: 'model requires more system memory (9 GiB) than is available' }), 'llm/server', false],
    [http(503, { error: 'server busy, please try again' }), 'llm/server', true],
    [http(502, '<html>'), 'llm/server', true],
    [http(307, ''), 'llm/invalid-response', false],
    [new Error('an error was encountered while running the model'), 'llm/server', true],
    [new Error('Did not receive done or success response in stream.'), 'llm/cut-off', true],
    [new TypeError('x is not a function'), 'llm/invalid-response', false],
  ])('%s %#: %s', (error, code, recoverable) => {
    expect(mapOllamaError(error, 'x')).toMatchObject({ code, recoverable, hint: expect.stringMatching(/\S/) })
  })

  it('says how to get a model, and how long to wait', () => {
    expect(mapOllamaError(http(404, { error: "model 'x' not found" }), 'x').hint).toBe('Get it with: ollama pull x')
    expect(mapOllamaError(http(429, {}, 2_000)).details).toEqual({ status: 429, retryAfterMs: 2_000 })
  })
})
