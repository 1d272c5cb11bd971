import { expect, test } from 'vitest'
import type { LiveEvent } from './live-event.js'
import { LiveFeed } from './live-feed.js'

const metric = (value: number): LiveEvent => ({
  type: 'telemetry',
  data: { name: 'n', value, timestamp: '2026-01-01T00:00:00.000Z' },
})
const memory: LiveEvent = { type: 'memory_update', data: { action: 'stored', results_count: 1 } }

test('numbers updates across channels and gives each listener its own', () => {
  const feed = new LiveFeed()
  const seen: number[] = []
  const stop = feed.listen(['telemetry'], ({ seq }) => seen.push(seq))
  feed.publish(metric(1))
  feed.publish(memory)
  feed.publish(metric(2))
  stop()
  feed.publish(metric(3))

  expect(seen).toEqual([1, 3])
  expect(feed.seq).toBe(4)
})

test('gives back what came after a number, in order', () => {
  const feed = new LiveFeed()
  for (let i = 1; i <= 4; i++) feed.publish(metric(i))
  feed.publish(memory)

  expect(feed.since(2, feed.runId, ['telemetry'])?.map(({ seq }) => seq)).toEqual([3, 4])
  expect(feed.since(5, feed.runId, ['telemetry'])).toEqual([])
})

test('says so when what was missed is gone, or belongs to another run', () => {
  const feed = new LiveFeed({ history: 2 })
  for (let i = 1; i <= 10; i++) feed.publish(metric(i))

  expect(feed.since(1, feed.runId, ['telemetry'])).toBeUndefined()
  expect(feed.since(8, feed.runId, ['telemetry'])).toHaveLength(2)
  expect(feed.since(8, 'another run', ['telemetry'])).toBeUndefined()
  expect(feed.since(11, feed.runId, ['telemetry'])).toBeUndefined()
})
