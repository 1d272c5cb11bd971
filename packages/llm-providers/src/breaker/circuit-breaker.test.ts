import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonValue } from '@engawa/core'
import { describe, expect, it } from 'vitest'
import { llmError } from '../errors/llm-errors.js'
import type { BreakerStore } from './breaker-store.js'
import { CircuitBreaker } from './circuit-breaker.js'
import { fileBreakerStore } from './file-breaker-store.js'
import { keyValueBreakerStore } from './key-value-breaker-store.js'

const down = llmError('llm/unreachable', 'down', { hint: '' })
const refused = llmError('llm/bad-request', 'no', { hint: '' })
const aborted = llmError('llm/aborted', 'stopped', { hint: '' })
const minute = 60_000

const folder = () => mkdtempSync(join(tmpdir(), 'breaker-'))
const inMemory = () => {
  const values = new Map<string, JsonValue>()
  return keyValueBreakerStore({
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => values.delete(key),
  })
}

const stores: readonly [string, () => BreakerStore][] = [
  ['files', () => fileBreakerStore(join(folder(), 'not-yet'))],
  ['a key/value store', inMemory],
]

describe.each(stores)('a breaker in %s', (_, makeStore) => {
  /** Two breakers of one store are two processes. */
  const setUp = () => {
    const store = makeStore()
    const time = { now: Date.UTC(2026, 0, 1) }
    const clock = { now: () => time.now, monotonic: () => time.now }
    const make = () => new CircuitBreaker({ id: 'open/router ü', title: 'Router' }, { store, clock })
    return { time, here: make(), there: make() }
  }
  const failTimes = async (breaker: CircuitBreaker, times: number) => {
    for (let at = 0; at < times; at++) await breaker.failed(down)
  }

  it('opens for everybody after three failures, for five minutes, and says so', async () => {
    const { time, here, there } = setUp()
    await failTimes(here, 2)
    await expect(there.enter()).resolves.toBeUndefined()
    await there.failed(down)
    await expect(here.enter()).rejects.toMatchObject({
      code: 'llm/circuit-open',
      exitCode: 4,
      recoverable: true,
      hint: 'It is tried again in 300 s. Choose another model until then.',
      details: { provider: 'open/router ü', retryAfterMs: 5 * minute, reason: 'llm/unreachable' },
    })
    time.now += 5 * minute - 1
    await expect(there.enter()).rejects.toMatchObject({ details: { retryAfterMs: 1 } })
    time.now += 1
    await expect(there.enter()).resolves.toBeUndefined()
  })

  it('lets one request find out whether it is back; its success closes it for all', async () => {
    const { time, here, there } = setUp()
    await failTimes(here, 3)
    time.now += 5 * minute
    await here.enter()
    await expect(there.enter()).rejects.toMatchObject({ code: 'llm/circuit-open' })
    await here.succeeded()
    await expect(there.enter()).resolves.toBeUndefined()
    await failTimes(there, 2)
    await expect(here.enter()).resolves.toBeUndefined()
  })

  it('opens again at once when that one fails', async () => {
    const { time, here, there } = setUp()
    await failTimes(here, 3)
    time.now += 5 * minute
    await here.enter()
    await here.failed(down)
    await expect(there.enter()).rejects.toMatchObject({ details: { retryAfterMs: 5 * minute } })
  })

  it('lets the next one try when that one was stopped, or never came back', async () => {
    const { time, here, there } = setUp()
    await failTimes(here, 3)
    time.now += 5 * minute
    await here.enter()
    await here.failed(aborted)
    await expect(there.enter()).resolves.toBeUndefined()
    await expect(here.enter()).rejects.toMatchObject({ code: 'llm/circuit-open' })
    time.now += minute
    await expect(here.enter()).resolves.toBeUndefined()
  })

  it('counts failures in a row alone, and forgets old ones', async () => {
    const { time, here } = setUp()
    await failTimes(here, 2)
    await here.succeeded()
    await failTimes(here, 2)
    await here.failed(refused)
    await failTimes(here, 2)
    await here.failed(aborted)
    time.now += 6 * minute
    await failTimes(here, 2)
    await expect(here.enter()).resolves.toBeUndefined()
  })

  it('does not stay open because the clock jumped back', async () => {
    const { time, here } = setUp()
    await failTimes(here, 3)
    time.now -= 60 * minute
    await expect(here.enter()).resolves.toBeUndefined()
  })
})

describe('a breaker', () => {
  it('never keeps a question from being asked because its store fails', async () => {
    const failures: unknown[] = []
    const broken = () => Promise.reject(new Error('no disk'))
    const breaker = new CircuitBreaker(
      { id: 'x', title: 'X' },
      { store: { read: broken, update: broken }, onStoreFailure: (error) => failures.push(error) },
    )
    await breaker.enter()
    await breaker.failed(down)
    await breaker.succeeded()
    expect(failures).toHaveLength(3)
  })

  it('takes a file that it cannot read for none', async () => {
    const directory = folder()
    const store = fileBreakerStore(directory)
    for (const text of ['', '{"failures":', '{}', '[]', 'null', '{"failures":"9","lastFailureAt":1}']) {
      writeFileSync(join(directory, 'x.json'), text)
      expect(await store.read('x')).toBeUndefined()
    }
  })

  it('keeps its files in its folder, whatever the provider is called', async () => {
    const directory = folder()
    const state = { failures: 1, lastFailureAt: 1, reason: 'llm/server' }
    await fileBreakerStore(directory).update('../../x', () => state)
    const files = readdirSync(directory).filter((name) => name !== 'lock')
    expect(files).toHaveLength(1)
    expect(JSON.parse(readFileSync(join(directory, files[0] ?? ''), 'utf8'))).toEqual(state)
    expect(await fileBreakerStore(directory).read('../../x')).toEqual(state)
  })
})
