import { collectEvents, type RabbitmqService, startRabbitmq, withService } from '@engawa/testkit'
import { connect } from 'amqplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { matchesTopic } from './topic-pattern.js'

const patterns = [
  'a',
  'a.b',
  '*',
  'a.*',
  '*.b',
  '#',
  'a.#',
  '#.c',
  'a.#.c',
  '*.#',
  '#.*',
  'a.*.c',
  '#.b.#',
  '#.#.#',
  'a..b',
]
const topics = ['a', 'b', 'a.b', 'a.c', 'a.b.c', 'a.b.b.c', 'b.c', 'a..b', 'ab.c', 'c', '']

describe('matchesTopic', () => {
  it.each([
    ['perth.*', 'perth.milestone.recorded', false],
    ['perth.#', 'perth.milestone.recorded', true],
    ['perth.#', 'perth', true],
    ['perth.*.recorded', 'perth.milestone.recorded', true],
    ['#', 'anything.at.all', true],
    ['perth.m*', 'perth.milestone', false],
  ])('%s and %s: %s', (pattern, topic, fits) => {
    expect(matchesTopic(pattern, topic)).toBe(fits)
  })

  it('stays quick on a pattern made to be slow', () => {
    // Tried one way after the other, this would take longer than the sun burns.
    expect(matchesTopic(`${'#.a.'.repeat(200)}b`, 'a.'.repeat(200).slice(0, -1))).toBe(false)
  })
})

withService(describe, 'rabbitmq')('matchesTopic beside a real topic exchange', () => {
  let broker: RabbitmqService

  beforeAll(async () => {
    broker = await startRabbitmq()
  }, 90_000)
  afterAll(() => broker.stop())

  it('agrees with it on every pair', async () => {
    const exchange = 'patterns'
    const collectors = await Promise.all(
      patterns.map((pattern) => collectEvents(broker.url, { exchange, pattern, queue: `q-${pattern}` })),
    )
    const end = await collectEvents(broker.url, { exchange, pattern: '#', queue: 'all' })
    const connection = await connect(broker.url)
    const channel = await connection.createConfirmChannel()
    for (const topic of topics) channel.publish(exchange, topic, Buffer.from('{}'), { messageId: topic })
    await channel.waitForConfirms()
    await end.waitFor(topics.length)
    for (const [index, pattern] of patterns.entries()) {
      const expected = topics.filter((topic) => matchesTopic(pattern, topic))
      await collectors[index]?.waitFor(expected.length, 5_000)
      expect([pattern, ...(collectors[index]?.events ?? []).map(({ routingKey }) => routingKey).sort()]).toEqual([
        pattern,
        ...expected.sort(),
      ])
    }
    await Promise.all([...collectors, end].map((collector) => collector.stop()))
    await connection.close()
  })
})
