import type { Clock, Redacted } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import { createSecretFilter } from '@engawa/secret-filter'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IntentEntry } from '../src/domain/intent.js'
import type { PaneRecord } from '../src/domain/pane.js'
import type { IntentState, LogRequest, Retention } from '../src/state/intent-state.js'
import type { StoredPane } from '../src/state/stored-pane.js'

export interface StateFactory {
  /** A second call opens the same store again. */
  open(retention: Retention, clock: Clock): Promise<IntentState>
  /** Forget everything stored. */
  reset(): Promise<void>
  /** Put something else where the envelope of a waiting event is, behind the store's back. */
  damageEvent(id: string, body: string): Promise<void>
}

const start = Date.parse('2026-03-01T12:00:00.000Z')
const hour = 3_600_000
const retention: Retention = { depth: 100, ttlDays: 90 }

export const paneOf = (name: string, more: Partial<PaneRecord> = {}): PaneRecord => ({
  name,
  session: 'work',
  tab: 'api',
  position: 0,
  status: 'active',
  createdAt: '2026-03-01T12:00:00.000Z',
  meta: {},
  ...more,
})

export const entryOf = (paneName: string, summary: string, more: Partial<IntentEntry> = {}): IntentEntry => ({
  id: `id-${summary}`,
  paneName,
  timestamp: new Date(start).toISOString(),
  summary,
  type: 'checkpoint',
  artifacts: [],
  source: 'manual',
  ...more,
})

export function eventOf(id: string, at = start): Redacted<EventEnvelope> {
  return createSecretFilter().redact<EventEnvelope>({
    id,
    event_type: 'perth.milestone.recorded',
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    source: 'znav',
    payload: { pane_name: 'backend' },
  })
}

export const logOf = (entry: IntentEntry, more: Partial<LogRequest> = {}): LogRequest => ({
  entry,
  newPane: paneOf(entry.paneName),
  artifacts: {},
  events: [],
  ...more,
})

/** What every store of intents must do. Each adapter runs it against the real thing. */
export function describeIntentState(name: string, factory: StateFactory): void {
  describe(`intent state: ${name}`, () => {
    let now = start
    const clock: Clock = { now: () => now, monotonic: () => now }
    let state: IntentState

    beforeEach(async () => {
      now = start
      await factory.reset()
      state = await factory.open(retention, clock)
    })
    afterEach(() => state.close())

    const summaries = async (pane: string, query = {}) =>
      (await state.history(pane, query)).entries.map((entry) => entry.summary)

    describe('entries', () => {
      it('gives back what was logged, newest first, whole', async () => {
        const first = entryOf('backend', 'first')
        const second = entryOf('backend', 'ünïcode 🏯 "quotes" \\ and {braces}', {
          type: 'milestone',
          source: 'agent',
          artifacts: ['src/a b.ts', 'ü.md'],
          commandsRun: 3,
          goalDelta: 'half way',
        })
        await state.log(logOf(first))
        await state.log(logOf(second))
        expect(await state.history('backend')).toEqual({ entries: [second, first], unreadable: 0 })
      })

      it('is empty for a pane that nobody logged', async () => {
        expect(await state.history('nobody')).toEqual({ entries: [], unreadable: 0 })
        expect(await state.pane('nobody')).toBeUndefined()
        expect(await state.artifacts('nobody')).toEqual({})
      })

      it('keeps panes apart', async () => {
        await state.log(logOf(entryOf('a', 'of a')))
        await state.log(logOf(entryOf('a-b', 'of a-b')))
        expect(await summaries('a')).toEqual(['of a'])
        expect(await summaries('a-b')).toEqual(['of a-b'])
      })

      it('answers by count, type and time together', async () => {
        const types = ['milestone', 'checkpoint', 'milestone', 'exploration', 'milestone'] as const
        for (const [at, type] of types.entries()) {
          const timestamp = new Date(start - (5 - at) * hour).toISOString()
          await state.log(logOf(entryOf('backend', `${at}`, { type, timestamp })))
        }
        expect(await summaries('backend', { last: 2 })).toEqual(['4', '3'])
        expect(await summaries('backend', { type: 'milestone' })).toEqual(['4', '2', '0'])
        expect(await summaries('backend', { type: 'milestone', last: 2 })).toEqual(['4', '2'])
        expect(await summaries('backend', { since: start - 3 * hour })).toEqual(['4', '3', '2'])
      })

      it('survives being closed and opened again', async () => {
        await state.log(logOf(entryOf('backend', 'durable')))
        await state.close()
        state = await factory.open(retention, clock)
        expect(await summaries('backend')).toEqual(['durable'])
      })
    })

    describe('retention', () => {
      it('keeps the newest entries up to the depth', async () => {
        await state.close()
        state = await factory.open({ depth: 3, ttlDays: 90 }, clock)
        for (const n of [1, 2, 3, 4, 5]) await state.log(logOf(entryOf('backend', `${n}`)))
        await state.close()
        state = await factory.open(retention, clock)
        expect(await summaries('backend')).toEqual(['5', '4', '3'])
      })

      it('shows no entry past its time', async () => {
        await state.log(logOf(entryOf('backend', 'old')))
        now = start + 89 * 24 * hour
        expect(await summaries('backend')).toEqual(['old'])
        now = start + 91 * 24 * hour
        expect(await summaries('backend')).toEqual([])
      })

      it('removes entries past their time with the next one logged', async () => {
        await state.log(logOf(entryOf('backend', 'old')))
        now = start + 91 * 24 * hour
        await state.log(logOf(entryOf('backend', 'new', { timestamp: new Date(now).toISOString() })))
        now = start
        expect(await summaries('backend')).toEqual(['new'])
      })
    })

    describe('panes', () => {
      it('registers a pane with its first entry, and only then', async () => {
        const newPane = paneOf('backend', { session: 'one', meta: { ticket: '42' }, paneId: 'terminal_3' })
        expect(await state.log(logOf(entryOf('backend', 'first'), { newPane }))).toMatchObject({ registered: true })
        const elsewhere = paneOf('backend', { session: 'two' })
        expect(await state.log(logOf(entryOf('backend', 'second'), { newPane: elsewhere }))).toMatchObject({
          registered: false,
        })
        expect(await state.pane('backend')).toEqual({
          ...newPane,
          lastIntent: 'second',
          lastIntentAt: '2026-03-01T12:00:00.000Z',
        })
      })

      it('lists panes by name', async () => {
        await state.place([paneOf('web'), paneOf('api'), paneOf('docs')])
        expect(await state.paneNames()).toEqual(['api', 'docs', 'web'])
        expect((await state.panes()).map((pane) => pane.name)).toEqual(['api', 'docs', 'web'])
      })

      it('moves a pane without touching its birth, last intent or other metadata', async () => {
        await state.log(logOf(entryOf('backend', 'done'), { newPane: paneOf('backend', { meta: { a: '1', b: '2' } }) }))
        await state.place([
          paneOf('backend', { session: 'other', tab: 'ü: x', status: 'stale', createdAt: 'later', meta: { b: '3' } }),
        ])
        expect(await state.pane('backend')).toEqual(
          paneOf('backend', {
            session: 'other',
            tab: 'ü: x',
            status: 'stale',
            lastIntent: 'done',
            lastIntentAt: '2026-03-01T12:00:00.000Z',
            meta: { a: '1', b: '3' },
          }),
        )
      })

      it('places nothing when given nothing', async () => {
        await state.place([])
        expect(await state.panes()).toEqual([])
      })
    })

    describe('artifacts', () => {
      it('remembers each file with its last time', async () => {
        await state.log(logOf(entryOf('backend', '1'), { artifacts: { 'b.ts': '2026-01-01', 'a.ts': '2026-01-01' } }))
        await state.log(logOf(entryOf('backend', '2'), { artifacts: { 'b.ts': '2026-01-02' } }))
        expect(await state.artifacts('backend')).toEqual({ 'a.ts': '2026-01-01', 'b.ts': '2026-01-02' })
      })
    })

    describe('outbox', () => {
      const pendingIds = async (limit = 10) => (await state.outbox.pending(limit)).map(({ event }) => event.id)

      it('receives events with the entry, oldest first, and keeps them until confirmed', async () => {
        await state.log(logOf(entryOf('backend', '1'), { events: [eventOf('e1')] }))
        await state.log(logOf(entryOf('backend', '2'), { events: [eventOf('e2'), eventOf('e3')] }))
        expect(await pendingIds()).toEqual(['e1', 'e2', 'e3'])
        expect(await pendingIds(2)).toEqual(['e1', 'e2'])
        expect((await state.outbox.pending(1))[0]?.event).toEqual(eventOf('e1').value)
        await state.outbox.confirm(['e1', 'e3', 'unknown'])
        expect(await pendingIds()).toEqual(['e2'])
      })

      it('holds an event once, however often it is added', async () => {
        await state.outbox.add([eventOf('e1')])
        await state.outbox.add([eventOf('e1'), eventOf('e2')])
        expect(await pendingIds()).toEqual(['e1', 'e2'])
      })

      it('counts failed attempts', async () => {
        await state.outbox.add([eventOf('e1')])
        await state.outbox.markFailed(['e1'])
        await state.outbox.markFailed(['e1'])
        expect((await state.outbox.pending(1))[0]?.attempts).toBe(2)
      })

      it('gives up on an event once, and counts it', async () => {
        await state.outbox.add([eventOf('e1'), eventOf('e2')])
        await state.outbox.giveUp(['e1', 'unknown'])
        await state.outbox.giveUp(['e1'])
        expect(await pendingIds()).toEqual(['e2'])
        expect(await state.outbox.status()).toMatchObject({ pending: 1, dropped: 1 })
      })

      it('refuses what has not passed the secret filter, and keeps the entry back with it', async () => {
        const forged = { ...eventOf('e1') }
        Reflect.deleteProperty(forged, Symbol.for('@engawa/redacted'))
        const logging = (async () => state.log(logOf(entryOf('backend', 'kept back'), { events: [forged] })))()
        await expect(logging).rejects.toMatchObject({ code: 'filter/not-redacted' })
        expect(await summaries('backend')).toEqual([])
      })

      it('lets go what has waited longer than a week, and counts it', async () => {
        await state.outbox.add([eventOf('e1')])
        now = start + 8 * 24 * hour
        expect(await pendingIds()).toEqual([])
        expect(await state.outbox.status()).toEqual({ pending: 0, dropped: 1 })
      })

      it.each(['not json', '{}', 'null', ''])(
        'lets go of an event that is damaged to %j, and of no other',
        async (body) => {
          await state.outbox.add(['e1', 'e2', 'e3', 'e4'].map((id) => eventOf(id)))
          await factory.damageEvent('e2', body)
          expect(await pendingIds()).toEqual(['e1', 'e3', 'e4'])
          expect(await state.outbox.status()).toMatchObject({ pending: 3, dropped: 1 })
          await factory.damageEvent('e1', body)
          expect((await state.outbox.status()).pending).toBeGreaterThan(0)
          await factory.damageEvent('e3', body)
          expect(await pendingIds(1)).toEqual(['e4'])
          expect(await state.outbox.status()).toMatchObject({ pending: 1, dropped: 3 })
        },
      )

      it('says how much waits since when', async () => {
        expect(await state.outbox.status()).toEqual({ pending: 0, dropped: 0 })
        await state.outbox.add([eventOf('e1')])
        expect(await state.outbox.status()).toEqual({ pending: 1, dropped: 0, oldest: eventOf('e1').value.timestamp })
      })
    })

    it('loses nothing when several connections log at once', async () => {
      const others = await Promise.all([1, 2, 3].map(() => factory.open(retention, clock)))
      try {
        await Promise.all(
          [state, ...others].flatMap((one, who) =>
            [1, 2, 3, 4, 5].map((n) => one.log(logOf(entryOf('backend', `${who}-${n}`)))),
          ),
        )
      } finally {
        await Promise.all(others.map((other) => other.close()))
      }
      expect(new Set(await summaries('backend')).size).toBe(20)
    })

    it('renames a pane with its history and artifacts, unless the name is taken', async () => {
      await state.log(logOf(entryOf('backend', 'done'), { artifacts: { 'a.ts': 'now' } }))
      await state.log(logOf(entryOf('web', 'other')))
      const renaming = (to: string) => (entry: IntentEntry) => ({
        ...entry,
        paneName: to,
        summary: `${entry.summary}!`,
      })
      expect(await state.rename('backend', 'web', renaming('web'))).toBe(false)
      expect(await state.rename('nobody', 'api', renaming('api'))).toBe(false)
      expect(await state.rename('backend', 'api', renaming('api'))).toBe(true)
      expect(await state.paneNames()).toEqual(['api', 'web'])
      expect((await state.history('api')).entries).toMatchObject([{ paneName: 'api', summary: 'done!' }])
      expect(await state.artifacts('api')).toEqual({ 'a.ts': 'now' })
      expect((await state.history('backend')).entries).toEqual([])
    })

    it('forgets a pane, and no other', async () => {
      await state.log(logOf(entryOf('backend', 'done'), { artifacts: { 'a.ts': 'now' } }))
      await state.log(logOf(entryOf('web', 'other')))
      expect(await state.forget('backend')).toBe(true)
      expect(await state.forget('backend')).toBe(false)
      expect(await state.paneNames()).toEqual(['web'])
      expect((await state.history('backend')).entries).toEqual([])
      expect(await state.artifacts('backend')).toEqual({})
      expect((await state.history('web')).entries).toHaveLength(1)
    })

    describe('taking over', () => {
      const at = (hours: number) => new Date(start + hours * hour).toISOString()
      const wire = (id: string, hours: number) =>
        JSON.stringify({ id, timestamp: at(hours), summary: id, entry_type: 'checkpoint' })
      const incoming = (more: Partial<StoredPane> = {}): StoredPane => ({
        name: 'backend',
        fields: { session: 'old', tab: 'a', status: 'stale', created_at: at(-9), last_intent: 'x', 'meta:ticket': '7' },
        history: [wire('x', -1), wire('v', -3)],
        artifacts: { 'a.ts': at(-1), 'b.ts': at(-1) },
        ...more,
      })

      it('brings a pane along whole, once', async () => {
        expect(await state.merge(incoming())).toMatchObject({ changed: true, entriesAdded: 2, artifactsAdded: 2 })
        expect(await state.stored('backend')).toEqual(incoming())
        expect(await state.merge(incoming())).toMatchObject({ changed: false, entriesAdded: 0, entriesLeftOut: 0 })
        expect(await state.pane('backend')).toMatchObject({ session: 'old', meta: { ticket: '7' }, lastIntent: 'x' })
        expect(await summaries('backend')).toEqual(['x', 'v'])
        expect(await state.paneNames()).toEqual(['backend'])
        await state.log(logOf(entryOf('backend', 'y')))
        expect(await summaries('backend')).toEqual(['y', 'x', 'v'])
      })

      it('puts entries where their time is, and keeps what is known here', async () => {
        for (const [summary, hours] of [['u', -4] as const, ['w', -2] as const]) {
          await state.log(
            logOf(entryOf('backend', summary, { timestamp: at(hours) }), { artifacts: { 'a.ts': at(0) } }),
          )
        }
        await state.merge(incoming())
        expect(await summaries('backend')).toEqual(['x', 'w', 'v', 'u'])
        expect(await state.pane('backend')).toMatchObject({ session: 'work', tab: 'api', createdAt: at(-9) })
        expect(await state.pane('backend')).toMatchObject({ lastIntent: 'w', meta: { ticket: '7' } })
        expect(await state.artifacts('backend')).toEqual({ 'a.ts': at(0), 'b.ts': at(-1) })
      })

      it('writes nothing when it is only asked', async () => {
        expect(await state.merge(incoming(), { dryRun: true })).toMatchObject({ changed: true, entriesAdded: 2 })
        expect(await state.stored('backend')).toBeUndefined()
        expect(await state.paneNames()).toEqual([])
      })

      it('leaves out what is too old or can not be read, and says how much', async () => {
        const history = [wire('x', -1), 'not json', wire('old', -24 * 91)]
        expect(await state.merge(incoming({ history }))).toMatchObject({ entriesAdded: 1, entriesLeftOut: 2 })
        expect(await state.merge(incoming({ history }))).toMatchObject({ changed: false })
      })

      it('loses nothing that is logged at the same time', async () => {
        const many = Array.from({ length: 30 }, (_, n) => wire(`old ${n}`, -n - 1))
        await Promise.all([
          state.merge(incoming({ history: many })),
          ...Array.from({ length: 20 }, (_, n) => state.log(logOf(entryOf('backend', `new ${n}`)))),
        ])
        expect(await summaries('backend')).toHaveLength(50)
      })
    })

    it('answers a check', async () => {
      expect(await state.check()).toBe(state.description)
    })
  })
}
