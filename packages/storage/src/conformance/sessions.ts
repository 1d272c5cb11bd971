import { all, HandClock, say } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

export function sessionChecks(check: Check, expect: TestApi['expect']): void {
  check('a session is found again as it was created', async ({ store }) => {
    const given = { id: 'review', userId: 'u1', title: 'Review 📝\u0000', metadata: { tags: ['a', { deep: null }] } }
    const created = await store.sessions.create(given)
    expect(created).toMatchObject({ ...given, messageCount: 0 })
    expect(await store.sessions.get('review')).toEqual(created)
  })

  check('sessions without an id, created in one moment, get one each', async ({ reopen }) => {
    const store = await reopen({ clock: new HandClock() })
    const created = await Promise.all(Array.from({ length: 5 }, () => store.sessions.create()))
    expect(new Set(created.map(({ id }) => id)).size).toBe(5)
    for (const { id } of created) expect((await store.sessions.get(id))?.id).toBe(id)
    expect(await all(store.sessions.list({ limit: 2 }))).toHaveLength(5)
  })

  check('an id is given once, also when its session is deleted', async ({ store }) => {
    await store.sessions.create({ id: 'once' })
    await expect(store.sessions.create({ id: 'once' })).rejects.toMatchObject({ code: 'storage/exists' })
    await store.sessions.delete('once')
    await expect(store.sessions.create({ id: 'once' })).rejects.toMatchObject({ code: 'storage/exists' })
  })

  check('an unknown session is undefined, and changing it says so', async ({ store }) => {
    expect(await store.sessions.get('nobody')).toBeUndefined()
    const unknown = { code: 'storage/not-found', message: expect.stringContaining('nobody') }
    await expect(store.sessions.update('nobody', { title: 'x' })).rejects.toMatchObject(unknown)
    await expect(store.sessions.delete('nobody')).rejects.toMatchObject(unknown)
    await expect(store.sessions.restore('nobody')).rejects.toMatchObject(unknown)
    expect(await store.sessions.get('nobody')).toBeUndefined()
  })

  check('an update changes what it names and leaves the rest', async ({ store }) => {
    await store.sessions.create({ id: 's', title: 'old', metadata: { a: 1 } })
    await say(store, 's', 'one')
    expect(await store.sessions.update('s', { title: 'new' })).toMatchObject({ title: 'new', metadata: { a: 1 } })
    await store.sessions.update('s', { metadata: { b: 2 } })
    expect(await store.sessions.get('s')).toMatchObject({ title: 'new', metadata: { b: 2 }, messageCount: 1 })
  })

  check('a deleted session is hidden, refuses messages, and comes back whole', async ({ store }) => {
    await say(store, 's', 'one', 'two')
    const before = await store.sessions.get('s')
    await store.sessions.delete('s')
    await store.sessions.delete('s')
    expect(await store.sessions.get('s')).toBeUndefined()
    expect(await all(store.sessions.list())).toEqual([])
    expect(await all(store.sessions.list({ includeDeleted: true }))).toMatchObject([{ id: 's' }])
    await expect(say(store, 's', 'three')).rejects.toMatchObject({ code: 'storage/session-deleted' })
    await expect(store.sessions.update('s', { title: 'x' })).rejects.toMatchObject({ code: 'storage/session-deleted' })
    expect(await store.sessions.restore('s')).toEqual(before)
    expect(await store.sessions.get('s')).toEqual(before)
  })

  check('sessions are listed by latest activity, those of one user too', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    for (const [id, userId] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'x'],
    ] as const) {
      await store.sessions.create({ id, userId })
      clock.advance(1_000)
    }
    await say(store, 'a', 'the latest')
    const ids = async (options?: Parameters<typeof store.sessions.list>[0]) =>
      (await all(store.sessions.list(options))).map(({ id }) => id)
    expect(await ids()).toEqual(['a', 'c', 'b'])
    expect(await ids({ order: 'asc' })).toEqual(['b', 'c', 'a'])
    expect(await ids({ userId: 'x' })).toEqual(['a', 'c'])
    expect(await ids({ limit: 1 })).toEqual(['a', 'c', 'b'])
  })

  check(
    'sessions outlive their store',
    async ({ store, reopen }) => {
      await store.sessions.create({ id: 's', title: 'kept' })
      await store.sessions.update('s', { metadata: { n: 1 } })
      await say(store, 's', 'one')
      const before = await store.sessions.get('s')
      await store.close()
      expect(await (await reopen()).sessions.get('s')).toEqual(before)
    },
    { durable: true },
  )
}
