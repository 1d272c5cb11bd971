import { describe, expect, it } from 'vitest'
import { createTestClock } from '../../test/clock-for-tests.js'
import { milestones } from '../../test/sample-events.js'
import type { EventEnvelope } from '../envelope.js'
import { createMemoryOutbox } from '../outbox/memory-outbox.js'
import type { EventTransport } from '../outbox.js'
import { backoffMs } from './backoff.js'
import { createRelay } from './relay.js'
import type { RelayReport } from './relay-report.js'

/** A transport whose answer to each call is said beforehand: `down`, or which events of the call it confirms. */
function scripted(answers: readonly ('down' | ((event: EventEnvelope, index: number) => boolean))[]) {
  const calls: string[][] = []
  const transport: EventTransport = {
    async publish(events) {
      const answer = answers[calls.length] ?? (() => true)
      calls.push(events.map(({ id }) => id))
      if (answer === 'down') throw new Error('the broker is down')
      return events.map((event, index) => ({ id: event.id, confirmed: answer(event, index) }))
    },
    close: async () => undefined,
  }
  return { transport, calls }
}

async function filledOutbox(count: number) {
  const clock = createTestClock()
  const outbox = createMemoryOutbox({ clock })
  const events = await milestones(count)
  await outbox.add(events)
  return { clock, outbox, ids: events.map(({ value }) => value.id) }
}

describe('drain', () => {
  it('delivers everything in order, in batches', async () => {
    const { outbox, ids, clock } = await filledOutbox(25)
    const { transport, calls } = scripted([])
    const reports: RelayReport[] = []
    const relay = createRelay({ outbox, transport, clock, batchSize: 10, onReport: (report) => reports.push(report) })
    expect(await relay.drain()).toEqual({ delivered: 25, pending: 0 })
    expect(calls.map((call) => call.length)).toEqual([10, 10, 5])
    expect(calls.flat()).toEqual(ids)
    expect(reports[0]).toEqual({ kind: 'delivered', at: '2026-01-05T10:30:00.000Z', count: 10, unrouted: 0 })
  })

  it('stops when the transport is down, reports it and loses nothing', async () => {
    const { outbox, clock } = await filledOutbox(3)
    const { transport, calls } = scripted(['down'])
    const reports: RelayReport[] = []
    const relay = createRelay({ outbox, transport, clock, onReport: (report) => reports.push(report) })
    expect(await relay.drain()).toMatchObject({ delivered: 0, pending: 3, error: new Error('the broker is down') })
    expect(calls).toHaveLength(1)
    expect(reports).toMatchObject([{ kind: 'failed', pending: 3 }])
    expect((await outbox.pending(1))[0]?.attempts).toBe(1)
  })

  it('keeps what was not confirmed and forgets the rest', async () => {
    const { outbox, ids } = await filledOutbox(4)
    const { transport } = scripted([(_, index) => index !== 1])
    const result = await createRelay({ outbox, transport }).drain()
    expect(result).toMatchObject({ delivered: 3, pending: 1, error: { code: 'event/unconfirmed' } })
    expect((await outbox.pending(10)).map(({ event }) => event.id)).toEqual([ids[1]])
  })

  it('does not send twice when it is called twice', async () => {
    const { outbox, ids } = await filledOutbox(5)
    const { transport, calls } = scripted([])
    const relay = createRelay({ outbox, transport })
    await Promise.all([relay.drain(), relay.drain()])
    expect(calls.flat()).toEqual(ids)
  })
})

describe('an event that the broker never takes', () => {
  const poisoned = (poison: string, breaks: boolean): EventTransport => ({
    async publish(events) {
      if (breaks && events.some(({ id }) => id === poison)) throw new Error('the channel was closed')
      return events.map(({ id }) => ({ id, confirmed: id !== poison }))
    },
    close: async () => undefined,
  })

  it.each([
    ['breaks each call it is part of', true],
    ['is refused', false],
  ])('and %s holds up nobody, and is dropped in the end', async (_, breaks) => {
    const { outbox, ids } = await filledOutbox(4)
    const poison = ids[0] ?? ''
    const reports: RelayReport[] = []
    const relay = createRelay({
      outbox,
      transport: poisoned(poison, breaks),
      batchSize: 3,
      random: () => 0.5,
      onReport: (report) => reports.push(report),
    })
    for (let drains = 0; drains < 7; drains++) await relay.drain()
    expect((await outbox.pending(10)).map(({ event }) => event.id)).toEqual([poison])

    for (let drains = 0; drains < 16; drains++) {
      await outbox.add(await milestones(1))
      await relay.drain()
    }
    expect(await outbox.status()).toEqual({ pending: 0, dropped: 1 })
    expect(await outbox.dropped()).toMatchObject([{ reason: 'refused', count: 1 }])
    expect(reports.filter(({ kind }) => kind === 'given-up')).toMatchObject([{ count: 1 }])
  })

  it('is not dropped while nothing else shows that the broker is there', async () => {
    const { outbox, ids } = await filledOutbox(1)
    const relay = createRelay({ outbox, transport: poisoned(ids[0] ?? '', true) })
    for (let drains = 0; drains < 50; drains++) await relay.drain()
    expect(await outbox.status()).toMatchObject({ pending: 1, dropped: 0 })
  })

  it('is not mistaken for one that waited through an outage', async () => {
    const { outbox, ids } = await filledOutbox(30)
    const { transport, calls } = scripted(Array.from({ length: 50 }, () => 'down' as const))
    const relay = createRelay({ outbox, transport })
    for (let drains = 0; drains < 50; drains++) await relay.drain()
    expect(await relay.drain()).toEqual({ delivered: 30, pending: 0 })
    expect(calls.slice(50).flat().sort()).toEqual([...ids].sort())
    expect((await outbox.status()).dropped).toBe(0)
  })
})

describe('an event that the broker refuses for now', () => {
  /** A queue for events of even number is full until `room()`. */
  function fullQueue(refuses: (event: EventEnvelope) => boolean) {
    let full = true
    const taken: string[] = []
    const transport: EventTransport = {
      async publish(events) {
        return events.map((event) => {
          if (full && refuses(event)) return { id: event.id, confirmed: false, refused: true as const }
          taken.push(event.id)
          return { id: event.id, confirmed: true }
        })
      },
      close: async () => undefined,
    }
    return {
      transport,
      taken,
      room: () => {
        full = false
      },
    }
  }

  it('lets pass what goes elsewhere, is never given up on, and goes out when there is room', async () => {
    const { outbox, ids } = await filledOutbox(40)
    // All in the first batches, so that the others are only reached past them.
    const unwanted = new Set(ids.slice(0, 25))
    const { transport, taken, room } = fullQueue(({ id }) => unwanted.has(id))
    const relay = createRelay({ outbox, transport, batchSize: 10 })
    expect(await relay.drain()).toMatchObject({ delivered: 15, pending: 25, error: { code: 'event/refused' } })
    expect(taken).toEqual(ids.slice(25))
    for (let drains = 0; drains < 30; drains++) {
      await outbox.add(await milestones(1))
      expect(await relay.drain()).toMatchObject({ delivered: 1, pending: 25 })
    }
    room()
    expect(await relay.drain()).toEqual({ delivered: 25, pending: 0 })
    expect(await outbox.status()).toMatchObject({ pending: 0, dropped: 0 })
    expect(new Set(taken).size).toBe(taken.length)
  })
})

describe('two relays on one outbox', () => {
  it('send each event once', async () => {
    const { outbox, ids } = await filledOutbox(100)
    const [left, right] = [scripted([]), scripted([])]
    const results = await Promise.all(
      [left, right].map(({ transport }) => createRelay({ outbox, transport, batchSize: 7 }).drain()),
    )
    expect(results.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(100)
    expect([...left.calls, ...right.calls].flat().sort()).toEqual([...ids].sort())
    expect((await outbox.status()).pending).toBe(0)
  })

  it('have what a killed one had claimed when its time is over', async () => {
    const { outbox, ids, clock } = await filledOutbox(5)
    // The other one is killed here: it neither confirms nor gives back.
    await outbox.claim(3, 60_000)
    const { transport, calls } = scripted([])
    const relay = createRelay({ outbox, transport, clock, leaseMs: 60_000 })
    expect(await relay.drain()).toEqual({ delivered: 2, pending: 3 })
    clock.move(60_000)
    expect(await relay.drain()).toEqual({ delivered: 3, pending: 0 })
    expect(calls.flat()).toEqual([...ids.slice(3), ...ids.slice(0, 3)])
  })

  it('give back at once what they could not deliver', async () => {
    const { outbox } = await filledOutbox(3)
    await createRelay({ outbox, transport: scripted(['down']).transport }).drain()
    expect(await createRelay({ outbox, transport: scripted([]).transport }).drain()).toEqual({
      delivered: 3,
      pending: 0,
    })
  })
})

describe('events that were dropped', () => {
  async function overfull() {
    const clock = createTestClock()
    const outbox = createMemoryOutbox({ clock, maxCount: 3 })
    await outbox.add(await milestones(5))
    return { clock, outbox }
  }
  const told = (published: readonly EventEnvelope[]) =>
    published.filter(({ event_type }) => event_type === 'engawa.events.dropped')

  function recording(confirms: (event: EventEnvelope) => boolean) {
    const published: EventEnvelope[] = []
    const transport: EventTransport = {
      async publish(events) {
        published.push(...events)
        return events.map((event) => ({ id: event.id, confirmed: confirms(event) }))
      },
      close: async () => undefined,
    }
    return { transport, published }
  }

  it('are told of, once, when the broker is there again', async () => {
    const { outbox, clock } = await overfull()
    const { transport, published } = recording(() => true)
    const relay = createRelay({ outbox, transport, clock, source: 'znav' })
    expect(await relay.drain()).toEqual({ delivered: 3, pending: 0 })
    expect(told(published)).toMatchObject([
      {
        event_type: 'engawa.events.dropped',
        source: 'znav',
        payload: { reason: 'full', event_type: 'perth.milestone.recorded', count: 2, total: 2 },
      },
    ])
    await relay.drain()
    expect(told(published)).toHaveLength(1)
    await outbox.add(await milestones(4))
    await relay.drain()
    expect(told(published).map(({ payload }) => [payload.count, payload.total])).toEqual([
      [2, 2],
      [1, 3],
    ])
  })

  it('are told of again, under the same id, until that is confirmed', async () => {
    const { outbox, clock } = await overfull()
    let deaf = true
    const { transport, published } = recording(({ event_type }) => event_type !== 'engawa.events.dropped' || !deaf)
    const relay = createRelay({ outbox, transport, clock })
    await relay.drain()
    deaf = false
    await relay.drain()
    await relay.drain()
    expect(told(published)).toHaveLength(2)
    expect(new Set(told(published).map(({ id }) => id)).size).toBe(1)
  })
})

describe('run', () => {
  it('goes on after failures, and ends with its signal', async () => {
    const { outbox, ids } = await filledOutbox(3)
    const { transport, calls } = scripted(['down', 'down', (_, index) => index === 0])
    const stop = new AbortController()
    const kinds: string[] = []
    const relay = createRelay({
      outbox,
      transport,
      pollMs: 1,
      backoff: { firstMs: 1, maxMs: 2 },
      onReport: async ({ kind }) => {
        kinds.push(kind)
        if ((await outbox.status()).pending === 0) stop.abort()
      },
    })
    await relay.run({ signal: stop.signal })
    expect(calls).toEqual([ids, ids, ids, ids.slice(1)])
    expect(kinds).toEqual(['failed', 'failed', 'delivered', 'failed', 'delivered'])
  })

  it('does not begin when it is already told to stop', async () => {
    const { outbox } = await filledOutbox(1)
    const { transport, calls } = scripted([])
    await createRelay({ outbox, transport }).run({ signal: AbortSignal.abort() })
    expect(calls).toEqual([])
  })

  it('survives an outbox that fails for a while', async () => {
    const { outbox } = await filledOutbox(1)
    const { transport } = scripted([])
    const stop = new AbortController()
    let failures = 2
    const reports: RelayReport[] = []
    const relay = createRelay({
      outbox: {
        ...outbox,
        claim: async (limit, leaseMs) => {
          failures -= 1
          if (failures >= 0) throw new Error('the database is locked')
          return outbox.claim(limit, leaseMs)
        },
      },
      transport,
      backoff: { firstMs: 1 },
      onReport: (report) => {
        reports.push(report)
        if (report.kind === 'delivered') stop.abort()
      },
    })
    await relay.run({ signal: stop.signal })
    expect(reports.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'delivered'])
  })
})

describe('backoff', () => {
  it('doubles up to its limit, in the upper half', () => {
    const waits = (random: number) =>
      [1, 2, 3, 9, 5_000].map((failures) => backoffMs(failures, { firstMs: 100, maxMs: 1_000, random: () => random }))
    expect(waits(1)).toEqual([100, 200, 400, 1_000, 1_000])
    expect(waits(0)).toEqual([50, 100, 200, 500, 500])
  })
})
