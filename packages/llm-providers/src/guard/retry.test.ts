import { describe, expect, it } from 'vitest'
import { llmError } from '../errors/llm-errors.js'
import { delayBeforeRetry } from './retry.js'

const policy = { maxAttempts: 3, delayMs: 100, local: false, random: () => 1 }
const error = (code: Parameters<typeof llmError>[0], details = {}) => llmError(code, 'x', { hint: 'y', details })

describe('delayBeforeRetry', () => {
  it('doubles, and stops after the last try', () => {
    expect([1, 2, 3].map((attempt) => delayBeforeRetry(error('llm/server'), attempt, policy))).toEqual([
      100,
      200,
      undefined,
    ])
  })

  it('spreads callers over the second half of the pause', () => {
    expect(delayBeforeRetry(error('llm/server'), 1, { ...policy, random: () => 0 })).toBe(50)
  })

  it('waits as long as the server asks, but not for minutes', () => {
    expect(delayBeforeRetry(error('llm/rate-limited', { retryAfterMs: 7 }), 1, policy)).toBe(7)
    expect(delayBeforeRetry(error('llm/rate-limited', { retryAfterMs: 90_000 }), 1, policy)).toBeUndefined()
  })

  it('tries a local server that is not there once more, a remote one as often as told', () => {
    const local = { ...policy, local: true }
    expect(delayBeforeRetry(error('llm/unreachable'), 1, local)).toBe(100)
    expect(delayBeforeRetry(error('llm/unreachable'), 2, local)).toBeUndefined()
    expect(delayBeforeRetry(error('llm/unreachable'), 2, policy)).toBe(200)
  })

  it.each(['llm/unauthorized', 'llm/timeout', 'llm/aborted', 'llm/bad-request', 'llm/invalid-response'] as const)(
    'does not repeat %s',
    (code) => expect(delayBeforeRetry(error(code), 1, policy)).toBeUndefined(),
  )

  it('does not repeat what is not ours, nor what will not get better', () => {
    expect(delayBeforeRetry(new Error('bug'), 1, policy)).toBeUndefined()
    const quota = llmError('llm/rate-limited', 'no money', { hint: '', recoverable: false })
    expect(delayBeforeRetry(quota, 1, policy)).toBeUndefined()
  })
})
