import { beforeEach, expect, it } from 'vitest'
import type { ChatStore } from '../chat-store.js'
import { HandClock, say } from '../conformance/samples.js'
import { openStorage } from '../index.js'

const hour = 60 * 60 * 1_000
const maxAgeMs = 10 * hour

let clock: HandClock
let store: ChatStore

beforeEach(async () => {
  clock = new HandClock()
  store = await openStorage({ type: 'memory', clock, retention: { maxAgeMs } })
  await say(store, 's', 'word')
})

const readAt = async (age: number) => {
  clock.advance(age * hour - (clock.now() - new HandClock().now()))
  await store.messages.list({ sessionId: 's' })
}

/** What a sweep does to the session at an age. */
const sweptAt = async (age: number) => {
  const { hidden, inUse } = await store.sweep({ now: new HandClock().now() + age * hour })
  return { hidden, inUse }
}

it('keeps a session that was read before half of its time was over', async () => {
  await readAt(4)
  expect(await sweptAt(10)).toEqual({ hidden: 0, inUse: 1 })
})

it('looks again at a session that was young when it was read', async () => {
  await readAt(2.4)
  await readAt(2.6)
  expect(await sweptAt(10)).toEqual({ hidden: 0, inUse: 1 })
})

it('keeps a session for all of its time from its last read, also where an earlier one was noted', async () => {
  await readAt(9)
  await readAt(11.4)
  expect(await sweptAt(21.3)).toEqual({ hidden: 0, inUse: 1 })
  expect(await sweptAt(21.5)).toEqual({ hidden: 1, inUse: 0 })
})

it('goes by the time of the session, where that is shorter', async () => {
  await store.sessions.update('s', { metadata: { retention: { maxAgeMs: hour } } })
  await readAt(0.2)
  await readAt(0.3)
  expect(await sweptAt(1)).toEqual({ hidden: 0, inUse: 1 })
})
