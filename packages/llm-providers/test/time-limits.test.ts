import { type FakeOllama, startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProvider, type SlowNotice, snapshotLimits } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'
import { vouched } from './vouched.js'

describe('the time of a call', () => {
  let fake: FakeOllama
  let notices: SlowNotice[]
  beforeEach(async () => {
    fake = await startFakeOllama()
    notices = []
  })
  afterEach(() => fake.close())

  const provider = () => createProvider({ kind: 'ollama', baseUrl: fake.url, consent: consentTo(), retryDelayMs: 1 })
  const onSlow = (notice: SlowNotice) => notices.push(notice)

  it('for snapshots: a warning after 3 s, an end after 10 s', () => {
    expect(snapshotLimits).toEqual({ warnAfterMs: 3_000, timeoutMs: 10_000 })
  })

  it('is warned of when the first word is slow, and the answer still comes', async () => {
    fake.next({ firstByteDelayMs: 300 })
    const { text } = await drain(provider().stream(question('x'), { warnAfterMs: 20, onSlow }))
    expect(text).toBe('You said: x')
    expect(notices).toEqual([{ provider: 'ollama', waitedMs: 20 }])
  })

  it('ends with a timeout, and closes the socket', async () => {
    fake.always({ silentAfter: 2 })
    const { text, error } = await drain(provider().stream(question('a b c'), { timeoutMs: 2_000 }))
    expect(text).toBe('You said:')
    expect(error).toMatchObject({ code: 'llm/timeout', exitCode: 4 })
    await expect(fake.modelRequests[0]?.ended).resolves.toBe('client-gone')
  })

  it('covers all tries together', async () => {
    fake.always({ status: { code: 503, error: 'busy', retryAfter: 20 } })
    expect((await drain(provider().stream(question('x'), { timeoutMs: 150 }))).error).toMatchObject({
      code: 'llm/timeout',
    })
    expect(fake.modelRequests).toHaveLength(1)
  })

  it('holds for embeddings too, and the caller can still stop', async () => {
    fake.always({ firstByteDelayMs: 60_000 })
    const texts = vouched({ model: 'nomic-embed-text', texts: ['x'] })
    await expect(provider().embed(texts, { timeoutMs: 80, warnAfterMs: 10, onSlow })).rejects.toMatchObject({
      code: 'llm/timeout',
    })
    expect(notices).toHaveLength(1)
    const stopped = { signal: AbortSignal.abort(), timeoutMs: 60_000 }
    await expect(provider().embed(texts, stopped)).rejects.toMatchObject({ code: 'llm/aborted' })
  })
})
