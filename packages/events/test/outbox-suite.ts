import type { Clock } from '@engawa/core'
import { describe, expect, it } from 'vitest'
import type { Outbox, OutboxBounds } from '../src/index.js'
import { createTestClock } from './clock-for-tests.js'
import { milestone, milestones } from './sample-events.js'
import { vouched } from './vouched.js'

/** What every outbox has to do, whatever it keeps its events in. */
export function outboxSuite(name: string, create: (options: OutboxBounds & { clock: Clock }) => Outbox): void {
  const idsIn = async (outbox: Outbox, limit = 1_000) => (await outbox.pending(limit)).map(({ event }) => event.id)

  describe(`${name}, as an outbox`, () => {
    it('hands out the oldest first, as they were, and keeps them', async () => {
      const outbox = create({ clock: createTestClock() })
      const events = await milestones(5)
      await outbox.add(events.slice(0, 3))
      await outbox.add(events.slice(3))
      expect(await idsIn(outbox, 2)).toEqual(events.slice(0, 2).map(({ value }) => value.id))
      expect((await outbox.pending(10)).map(({ event }) => event)).toEqual(events.map(({ value }) => value))
    })

    it('forgets what was confirmed, in any order, and nothing else', async () => {
      const outbox = create({ clock: createTestClock() })
      const [first, second, third] = await milestones(3)
      await outbox.add([first, second, third].flatMap((event) => event ?? []))
      await outbox.confirm([second?.value.id ?? '', 'never heard of'])
      expect(await idsIn(outbox)).toEqual([first?.value.id, third?.value.id])
      expect((await outbox.status()).dropped).toBe(0)
    })

    it('counts attempts', async () => {
      const outbox = create({ clock: createTestClock() })
      const event = await milestone()
      await outbox.add([event])
      await outbox.markFailed([event.value.id])
      await outbox.markFailed([event.value.id, 'never heard of'])
      expect(await outbox.pending(1)).toEqual([{ event: event.value, attempts: 2 }])
    })

    it('gives each event to one relay at a time', async () => {
      const outbox = create({ clock: createTestClock() })
      const events = await milestones(5)
      await outbox.add(events)
      const claims = await Promise.all([1, 2, 3].map(() => outbox.claim(2, 1_000)))
      expect(claims.map((claim) => claim.length)).toEqual([2, 2, 1])
      expect(claims.flat().map(({ event }) => event.id)).toEqual(events.map(({ value }) => value.id))
      expect(await outbox.claim(2, 1_000)).toEqual([])
      expect(await idsIn(outbox)).toHaveLength(5)
    })

    it('takes claims back when their time is over, or when they are given back', async () => {
      const clock = createTestClock()
      const outbox = create({ clock })
      await outbox.add(await milestones(2))
      const claimed = async () => (await outbox.claim(10, 1_000)).map(({ event }) => event.id)
      const ids = await claimed()
      clock.move(999)
      expect(await claimed()).toEqual([])
      clock.move(1)
      expect(await claimed()).toEqual(ids)
      await outbox.release(ids.slice(0, 1))
      expect(await claimed()).toEqual(ids.slice(0, 1))
      await outbox.markFailed(ids.slice(1))
      expect(await claimed()).toEqual(ids.slice(1))
    })

    it('is not held up by a claim when the clock goes back', async () => {
      const clock = createTestClock()
      const outbox = create({ clock })
      await outbox.add([await milestone()])
      await outbox.claim(1, 1_000)
      clock.move(-3_600_000)
      expect(await outbox.claim(1, 1_000)).toHaveLength(1)
    })

    it('remembers which drops were told of', async () => {
      const outbox = create({ clock: createTestClock(), maxCount: 1 })
      await outbox.add(await milestones(3))
      const told = await outbox.dropped()
      await outbox.add(await milestones(2))
      await outbox.markAnnounced(told)
      expect(await outbox.dropped()).toMatchObject([{ reason: 'full', count: 4, announced: 2 }])
      await outbox.markAnnounced(await outbox.dropped())
      await outbox.markAnnounced(told)
      expect(await outbox.dropped()).toMatchObject([{ count: 4, announced: 4 }])
    })

    it('gives up on what the broker never takes, and keeps a record of that', async () => {
      const outbox = create({ clock: createTestClock() })
      const [first, second] = await milestones(2)
      await outbox.add([first, second].flatMap((event) => event ?? []))
      await outbox.giveUp([first?.value.id ?? '', 'never heard of'])
      await outbox.giveUp([first?.value.id ?? ''])
      expect(await idsIn(outbox)).toEqual([second?.value.id])
      expect(await outbox.status()).toMatchObject({ pending: 1, dropped: 1 })
      expect(await outbox.dropped()).toMatchObject([{ reason: 'refused', count: 1 }])
    })

    it('takes the same event once', async () => {
      const outbox = create({ clock: createTestClock() })
      const event = await milestone()
      await outbox.add([event, event])
      await outbox.add([event])
      expect((await outbox.status()).pending).toBe(1)
    })

    it('lets the oldest go when it is full, and keeps a record of that', async () => {
      const clock = createTestClock()
      const outbox = create({ clock, maxCount: 3 })
      const events = await milestones(5)
      await outbox.add(events.slice(0, 4))
      clock.move(60_000)
      await outbox.add(events.slice(4))
      expect(await idsIn(outbox)).toEqual(events.slice(2).map(({ value }) => value.id))
      expect(await outbox.status()).toMatchObject({ pending: 3, dropped: 2 })
      expect(await outbox.dropped()).toEqual([
        {
          reason: 'full',
          event_type: 'perth.milestone.recorded',
          count: 2,
          announced: 0,
          first_at: '2026-01-05T10:30:00.000Z',
          last_at: '2026-01-05T10:31:00.000Z',
        },
      ])
    })

    it('lets go what has waited too long, and keeps a record of that', async () => {
      const clock = createTestClock()
      const outbox = create({ clock, maxAgeMs: 1_000 })
      const [old, young] = await milestones(2)
      await outbox.add(old ? [old] : [])
      clock.move(1_000)
      expect(await outbox.status()).toEqual({ pending: 1, dropped: 0, oldest: '2026-01-05T10:30:00.000Z' })
      await outbox.add(young ? [young] : [])
      clock.move(1)
      expect(await idsIn(outbox)).toEqual([young?.value.id])
      expect(await outbox.dropped()).toMatchObject([{ reason: 'too-old', count: 1 }])
    })

    it('keeps the order, and everything, when the clock goes back', async () => {
      const clock = createTestClock()
      const outbox = create({ clock, maxAgeMs: 1_000 })
      const events = await milestones(3)
      for (const event of events) {
        await outbox.add([event])
        clock.move(-3_600_000)
      }
      expect(await idsIn(outbox)).toEqual(events.map(({ value }) => value.id))
    })

    it('is empty at first', async () => {
      expect(await create({ clock: createTestClock() }).status()).toEqual({ pending: 0, dropped: 0 })
    })

    it('refuses what has not passed the secret filter, and takes nothing of such a call', async () => {
      const outbox = create({ clock: createTestClock() })
      const event = await milestone()
      const forged = { ...vouched(event.value) }
      Reflect.deleteProperty(forged, Symbol.for('@engawa/redacted'))
      await expect(outbox.add([event, forged])).rejects.toMatchObject({ code: 'filter/not-redacted' })
      expect((await outbox.status()).pending).toBe(0)
    })
  })
}
