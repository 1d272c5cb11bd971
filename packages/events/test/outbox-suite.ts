import type { Clock } from '@engawa/core'
import { describe, expect, it } from 'vitest'
import type { BoundedOutbox, OutboxBounds } from '../src/index.js'
import { createTestClock } from './clock-for-tests.js'
import { milestone, milestones } from './sample-events.js'
import { vouched } from './vouched.js'

/** What every outbox has to do, whatever it keeps its events in. */
export function outboxSuite(name: string, create: (options: OutboxBounds & { clock: Clock }) => BoundedOutbox): void {
  const idsIn = async (outbox: BoundedOutbox, limit = 1_000) =>
    (await outbox.pending(limit)).map(({ event }) => event.id)

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
