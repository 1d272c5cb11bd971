import { describe, expect, it } from 'vitest'
import { findCard } from '../tools/registry.js'
import { readCall } from './read-call.js'

const card = findCard('chat')
const limits = { model: undefined, maxCost: undefined, keepNothing: false, offline: false }

describe('a call of a client', () => {
  it('is told apart into what the tool takes and how it is run', async () => {
    const given = { request: 'Hello', files: ['a.ts'], session: 's', max_tokens: 9 }
    expect(await readCall(card, given, limits)).toEqual({
      tool: 'chat',
      input: { request: 'Hello', files: ['a.ts'] },
      options: { session: 's', maxTokens: 9, keepNothing: false, offline: false },
    })
  })

  it.each([
    [undefined, 0.2, 0.2],
    [0.1, undefined, 0.1],
    [0.1, 5, 0.1],
    [5, 0.1, 0.1],
    [0, 5, 0],
  ])('costs no more than the server (%s) and the client (%s) allow', async (maxCost, asked, allowed) => {
    const given = { request: 'Hello', ...(asked === undefined ? {} : { max_cost: asked }) }
    expect((await readCall(card, given, { ...limits, maxCost })).options.maxCost).toBe(allowed)
  })

  it.each([
    [{ request: 'x', constructor: 1 }],
    [{ request: 'x', __proto__x: 1 }],
    [{ request: 'x', max_cost: -1 }],
    [{ request: 'x', session: '' }],
    [{ request: ' ' }],
    [{}],
  ])('is refused when it is %j', async (given) => {
    await expect(readCall(card, given, limits)).rejects.toMatchObject({ code: 'zen/tool-input' })
  })

  it('has an expert where the tool has steps, and is refused with one where nobody would ask it', async () => {
    const given = { request: 'Hello', expert: 'qwen3' }
    expect((await readCall(findCard('debug'), given, limits)).options.expert).toBe('qwen3')
    await expect(readCall(card, given, limits)).rejects.toMatchObject({
      code: 'zen/tool-input',
      message: expect.stringContaining('there is no expert'),
    })
  })
})
