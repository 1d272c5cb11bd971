import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { llmError } from './llm-errors.js'
import { withoutSecret } from './without-secret.js'

const key = `sk-${randomBytes(24).toString('hex')}`

describe('withoutSecret', () => {
  it('takes the key out of message, hint, details and cause', () => {
    const cause = Object.assign(new Error(`bad key ${key}`), {
      request: { headers: { authorization: `Bearer ${key}` } },
    })
    const error = llmError('llm/unauthorized', `no: ${key}`, { hint: `not ${key}`, cause, details: { body: key } })
    const clean = withoutSecret(error, key)
    expect(inspect(clean, { depth: 9 })).not.toContain(key)
    expect(clean).toMatchObject({ code: 'llm/unauthorized', exitCode: 3, message: 'no: ‹key›' })
  })

  it('takes out a key whose middle the server starred out', () => {
    const starred = `${key.slice(0, 8)}********${key.slice(-4)}`
    const error = llmError('llm/unauthorized', `Incorrect API key provided: ${starred}.`, { hint: '' })
    expect(withoutSecret(error, key).message).toBe('Incorrect API key provided: ‹key›.')
  })

  it('leaves an error without the key as it is', () => {
    const error = llmError('llm/server', 'broken', { hint: 'later' })
    expect(withoutSecret(error, key)).toBe(error)
    expect(withoutSecret(error, undefined)).toBe(error)
    expect(withoutSecret(error, 'broken').message).toBe('broken')
  })
})
