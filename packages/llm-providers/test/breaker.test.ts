import { type FakeOllama, startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BreakerState } from '../src/breaker/breaker-store.js'
import { createProvider } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'

describe('a provider with a breaker', () => {
  let fake: FakeOllama
  let states: Map<string, BreakerState>
  let time: number
  beforeEach(async () => {
    fake = await startFakeOllama()
    states = new Map()
    time = Date.UTC(2026, 0, 1)
  })
  afterEach(() => fake.close())

  const provider = () =>
    createProvider({
      kind: 'ollama',
      baseUrl: fake.url,
      consent: consentTo(),
      maxAttempts: 1,
      breaker: {
        clock: { now: () => time, monotonic: () => time },
        store: {
          read: async (id) => states.get(id),
          update: async (id, change) => {
            const after = change(states.get(id))
            if (after) states.set(id, after)
            else states.delete(id)
            return after
          },
        },
      },
    })
  const ask = async () => (await drain(provider().stream(question('x')))).error

  it('sends nothing while it is open, then tries once, and goes on', async () => {
    fake.always({ status: { code: 500, error: 'broken' } })
    for (let at = 0; at < 3; at++) expect(await ask()).toMatchObject({ code: 'llm/server' })
    expect(await ask()).toMatchObject({ code: 'llm/circuit-open' })
    expect(fake.modelRequests).toHaveLength(3)
    fake.always({})
    time += 300_000
    expect(await ask()).toBeUndefined()
    expect(states.size).toBe(0)
  })

  it('counts an answer that was cut off, not one that was refused or not read on', async () => {
    fake.next({ cutAfter: 1 }, { status: { code: 400, error: 'no' } }, { cutAfter: 1 }, { cutAfter: 1 })
    await ask()
    expect(states.get('ollama')).toMatchObject({ failures: 1, reason: 'llm/cut-off' })
    expect(await ask()).toMatchObject({ code: 'llm/bad-request' })
    expect(states.size).toBe(0)
    await ask()
    await ask()
    for await (const _ of provider().stream(question('a b c'))) break
    expect(states.size).toBe(0)
  })

  it('still says whether it is there, and what would be sent', async () => {
    states.set('ollama', { failures: 3, lastFailureAt: time, reason: 'llm/server', openUntil: time + 300_000 })
    expect(await provider().status()).toMatchObject({ available: true })
    expect((await provider().wireRequest(question('x'))).url).toContain('/api/chat')
    expect(fake.modelRequests).toHaveLength(0)
  })
})
