import { randomBytes } from 'node:crypto'
import type { ChatStore } from '../chat-store.js'
import { all, HandClock, say, textsOf, userSays } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const hour = 60 * 60 * 1_000
const nothing = { hidden: 0, purged: 0, inUse: 0, kept: 0, archived: 0 }

export function retentionChecks(check: Check, expect: TestApi['expect']): void {
  const visible = async (store: ChatStore) => (await all(store.sessions.list())).map(({ id }) => id).toSorted()

  check('a sweep hides what nobody used for long enough, and nothing else', async ({ reopen }) => {
    const clock = new HandClock(Date.now())
    const store = await reopen({ clock, retention: { maxAgeMs: 10 * hour } })
    await say(store, 'old', 'word')
    await say(store, 'used', 'word')
    await store.sessions.create({ id: 'pinned', metadata: { retention: { pinned: true } } })
    await store.sessions.create({ id: 'short', metadata: { retention: { maxAgeMs: hour } } })
    await store.sessions.create({ id: 'odd', metadata: { retention: { maxAgeMs: -1 } } })
    expect(await store.sweep()).toEqual(nothing)
    clock.advance(hour)
    expect(await store.sweep()).toEqual({ ...nothing, hidden: 1 })
    expect(await visible(store)).toEqual(['odd', 'old', 'pinned', 'used'])
    clock.advance(8 * hour)
    await say(store, 'used', 'again')
    clock.advance(hour)
    expect(await store.sweep({ now: clock.now() - 1 })).toEqual(nothing)
    expect(await store.sweep()).toEqual({ ...nothing, hidden: 1, kept: 2 })
    expect(await visible(store)).toEqual(['odd', 'pinned', 'used'])
    await store.sessions.restore('old')
    expect(await textsOf(store, 'old')).toEqual(['word'])
  })

  check('who reads an old session keeps it, also from another store', async ({ reopen }) => {
    const clock = new HandClock(Date.now())
    const open = () => reopen({ clock, retention: { maxAgeMs: 10 * hour } })
    const store = await open()
    for (const id of ['listed', 'streamed', 'looked at', 'forgotten']) await say(store, id, 'word')
    clock.advance(9 * hour)
    const reader = store.info.capabilities.shared ? await open() : store
    await reader.messages.list({ sessionId: 'listed' })
    expect(await textsOf(reader, 'streamed')).toEqual(['word'])
    await reader.sessions.get('looked at')
    clock.advance(hour)
    expect(await store.sweep()).toEqual({ ...nothing, hidden: 1, inUse: 3 })
    expect(await visible(store)).toEqual(['listed', 'looked at', 'streamed'])
    // A note lives for a quarter longer than the session: later reads within it need none.
    clock.advance(11.5 * hour)
    expect(await store.sweep()).toEqual({ ...nothing, hidden: 3 })
  })

  check('with `purge` it is gone for good, once it could be restored for long enough', async ({ reopen }) => {
    const clock = new HandClock(Date.now())
    const store = await reopen({ clock, retention: { maxAgeMs: hour, removal: 'purge', graceMs: hour } })
    await say(store, 'a', 'word')
    await say(store, 'b', 'word')
    clock.advance(hour)
    expect(await store.sweep()).toEqual({ ...nothing, hidden: 2 })
    clock.advance(hour - 1)
    expect(await store.sweep()).toEqual(nothing)
    await store.sessions.restore('b')
    await say(store, 'b', 'more')
    clock.advance(1)
    expect(await store.sweep()).toEqual({ ...nothing, purged: 1 })
    expect((await all(store.sessions.list({ includeDeleted: true }))).map(({ id }) => id)).toEqual(['b'])
    expect(await textsOf(store, 'b')).toEqual(['word', 'more'])
  })

  check("keeps so many of each user's latest sessions", async ({ reopen }) => {
    const clock = new HandClock(Date.now())
    const store = await reopen({ clock, retention: { maxAgeMs: hour, keep: 1 } })
    for (const [id, userId] of Object.entries({ a1: 'a', a2: 'a', b1: 'b' })) {
      await store.sessions.create({ id, userId })
      clock.advance(1)
    }
    clock.advance(hour)
    expect(await store.sweep()).toEqual({ ...nothing, hidden: 1, kept: 2 })
    expect(await visible(store)).toEqual(['a2', 'b1'])
  })

  check('loses nothing that is appended while it sweeps', async ({ reopen }) => {
    const clock = new HandClock(Date.now())
    const store = await reopen({ clock, retention: { maxAgeMs: hour } })
    const ids = Array.from({ length: 8 }, (_, index) => `s${index}`)
    for (const id of ids) await say(store, id, 'old')
    clock.advance(hour)
    const [, ...appended] = await Promise.allSettled([store.sweep(), ...ids.map((id) => say(store, id, 'new'))])
    for (const [index, id] of ids.entries()) {
      const isStored = appended[index]?.status === 'fulfilled'
      // Refused, or there to be read: never acknowledged and then hidden.
      expect([id, (await store.sessions.get(id)) !== undefined]).toEqual([id, isStored])
      expect(await textsOf(store, id)).toEqual(isStored ? ['old', 'new'] : ['old'])
    }
  })

  check(
    'archives what nobody used for long enough: it is read, searched and continued as ever',
    async ({ reopen }) => {
      const clock = new HandClock(Date.now())
      const store = await reopen({ clock, retention: { archiveAfterMs: hour } })
      const long = 'The heron stands in the reeds, and waits. '.repeat(200)
      const first = await store.messages.append({
        sessionId: 's',
        messages: [{ ...userSays(long), id: 'm', metadata: { note: long } }, userSays('short')],
        idempotencyKey: 'k',
      })
      await say(store, 'young', long)
      const before = await all(store.messages.list({ sessionId: 's' }))
      const hits = async () =>
        (await all(store.search({ query: '"heron stands" reeds' }))).map(({ message }) => message)
      const found = await hits()
      clock.advance(hour)
      await say(store, 'young', 'again')
      expect(await store.sweep()).toEqual({ ...nothing, archived: 1 })
      expect(await store.sweep()).toEqual(nothing)
      expect(await all(store.messages.list({ sessionId: 's' }))).toEqual(before)
      expect(await store.messages.get('s', 'm')).toEqual(before[0])
      expect(await hits()).toEqual(found)
      await store.searchIndex.rebuild()
      expect(await hits()).toEqual(found)
      const again = await store.messages.append({ sessionId: 's', messages: [userSays('x')], idempotencyKey: 'k' })
      expect(again).toMatchObject({ replayed: true, messages: first.messages })
      await say(store, 's', long)
      clock.advance(hour)
      expect(await store.sweep()).toEqual({ ...nothing, archived: 2 })
      expect(await textsOf(store, 's')).toEqual([long, 'short', long])
      const lines = await all(store.export())
      expect(lines.join('\n')).toContain('The heron stands')
    },
    { reseal: true, search: true },
  )

  check(
    'what is archived is sealed when told, and is what it was',
    async ({ reopen, store }) => {
      const long = 'The heron stands in the reeds, and waits. '.repeat(200)
      const clock = new HandClock(Date.now())
      await store.close()
      const plain = await reopen({ clock, retention: { archiveAfterMs: hour } })
      await say(plain, 's', long, 'short')
      clock.advance(hour)
      expect((await plain.sweep()).archived).toBe(1)
      await plain.close()
      const key = { id: '1', bytes: randomBytes(32) }
      const encryption = { keys: { current: () => key, byId: () => key } }
      const sealed = await reopen({ clock, encryption, retention: { archiveAfterMs: hour } })
      expect(await textsOf(sealed, 's')).toEqual([long, 'short'])
      expect((await sealed.reseal()).messages).toBe(2)
      expect(await textsOf(sealed, 's')).toEqual([long, 'short'])
      clock.advance(hour)
      expect((await sealed.sweep()).archived).toBe(0)
    },
    { durable: true, reseal: true },
  )

  check('does not sweep a store that was opened without retention', async ({ store }) => {
    await expect(store.sweep()).rejects.toMatchObject({ details: { field: 'retention' } })
  })
}
