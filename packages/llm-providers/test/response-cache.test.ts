import type { JsonValue } from '@engawa/core'
import { describe, expect, it } from 'vitest'
import { type CacheStore, type StreamPart, withResponseCache } from '../src/index.js'
import { answering, said } from './answering.js'
import { drain, question } from './ask.js'

function setUp(...answers: Parameters<typeof answering>[1][]) {
  const values = new Map<string, JsonValue>()
  const ttls: number[] = []
  const store: CacheStore = {
    get: async (key) => values.get(key),
    set: async (key, value, { ttlMs }) => {
      // As a store does it that keeps text.
      values.set(key, JSON.parse(JSON.stringify(value)))
      ttls.push(ttlMs)
    },
  }
  const provider = answering({}, ...answers)
  const failures: unknown[] = []
  const options = { store, ttlMs: 60_000, onStoreFailure: (error: unknown) => failures.push(error) }
  return { values, ttls, provider, cached: withResponseCache(provider, options), failures, options }
}

describe('withResponseCache', () => {
  it('gives the same request its answer again, says so, and counts no usage', async () => {
    const tool = { type: 'tool-call', call: { id: 'c', name: 'now', arguments: {} } } as const
    const { provider, cached, ttls, values } = setUp([
      { type: 'reasoning-delta', text: 'hm' },
      tool,
      ...said('secretly'),
    ])
    const first = await cached.generate(question('x', { temperature: 0, maxTokens: 9 }))
    const again = await cached.generate(question('x', { maxTokens: 9, temperature: 0 }))
    expect(first).not.toHaveProperty('cached')
    expect(again).toEqual({ ...first, usage: {}, cached: true })
    expect(provider.asked).toHaveLength(1)
    expect(ttls).toEqual([60_000])
    expect([...values.keys()]).toEqual([expect.stringMatching(/^llm-cache:[0-9a-f]{64}$/)])
  })

  it.each([
    ['words', { messages: question('y').value.messages }],
    ['model', { model: 'other' }],
    ['setting', { temperature: 1 }],
  ])('asks anew for another %s', async (_, fields) => {
    const { provider, cached } = setUp(said('a'))
    await cached.generate(question('x'))
    expect(await cached.generate(question('x', fields))).not.toHaveProperty('cached')
    expect(provider.asked).toHaveLength(2)
  })

  it('asks anew at another address', async () => {
    const { cached, options } = setUp(said('a'))
    await cached.generate(question('x'))
    const other = answering({ endpoint: 'https://other.example' }, said('b'))
    expect((await withResponseCache(other, options).generate(question('x'))).text).toBe('b')
  })

  it('keeps whole answers alone', async () => {
    const half: StreamPart = { type: 'text-delta', text: 'half' }
    const { provider, cached, values } = setUp([half, new Error('gone')], said('whole'))
    await drain(cached.stream(question('x')))
    for await (const _ of cached.stream(question('x'))) break
    expect(values.size).toBe(0)
    expect((await cached.generate(question('x'))).text).toBe('whole')
    expect(provider.asked).toHaveLength(3)
  })

  it('answers also when its store fails, or holds something else', async () => {
    const { cached, options, values, failures } = setUp(said('a'))
    const broken = { get: () => Promise.reject(new Error('x')), set: () => Promise.reject(new Error('y')) }
    const careless = withResponseCache(answering({}, said('b')), { ...options, store: broken })
    expect((await careless.generate(question('x'))).text).toBe('b')
    expect(failures).toHaveLength(2)
    await cached.generate(question('x'))
    for (const other of [null, 7, [], [{ type: 'text-delta', text: 'half' }]] as const) {
      for (const key of values.keys()) values.set(key, other as unknown as JsonValue)
      expect(await cached.generate(question('x'))).not.toHaveProperty('cached')
    }
  })
})
