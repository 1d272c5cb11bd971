import { all, HandClock, say } from './samples.js'
import type { Check } from './subject.js'
import type { TestApi } from './test-api.js'

const given = {
  sessionId: 's',
  summary: 'They plan a trip.',
  keyPoints: Array.from({ length: 10 }, (_, n) => `point ${n}`),
  entities: [{ name: 'Kyōto', type: 'place', description: 'a city' }, { name: '😀' }],
  confidence: 0.75,
  range: { first: 2, last: 3 },
  metadata: { by: 'm' },
}

export function contextChecks(check: Check, expect: TestApi['expect']): void {
  check('a context comes back with every field, and belongs to the user of its session', async ({ store }) => {
    await store.sessions.create({ id: 's', userId: 'u' })
    await say(store, 's', 'one', 'two', 'three')
    const context = await store.contexts.create({ id: 'c', ...given })
    expect(context).toMatchObject({ ...given, userId: 'u' })
    expect(await store.contexts.get('c')).toEqual(context)
    const least = { sessionId: 's', summary: '', confidence: 0, range: { first: 1, last: 1 } }
    expect(await store.contexts.create(least)).toMatchObject({ keyPoints: [], entities: [], confidence: 0 })
    expect(await all(store.contexts.list({ sessionId: 's' }))).toHaveLength(2)
    expect(await all(store.contexts.list({ userId: 'u', sessionId: 'other' }))).toEqual([])
  })

  check('a context tells of messages that exist', async ({ store }) => {
    await say(store, 's', 'one', 'two')
    const refused = (field: string) => ({ code: 'storage/invalid-input', details: { field } })
    await expect(store.contexts.create(given)).rejects.toMatchObject(refused('range.last'))
    await say(store, 's', 'three')
    await store.contexts.create({ ...given, id: 'c' })
    const beyond = { range: { first: 1, last: 4 } }
    await expect(store.contexts.update('c', beyond)).rejects.toMatchObject(refused('range.last'))
    const nowhere = { ...given, sessionId: 'nowhere' }
    await expect(store.contexts.create(nowhere)).rejects.toMatchObject(refused('sessionId'))
    await store.sessions.delete('s')
    await expect(store.contexts.create(given)).rejects.toMatchObject(refused('sessionId'))
  })

  check('a snapshot shows a context as it was', async ({ reopen }) => {
    const clock = new HandClock()
    const store = await reopen({ clock })
    await say(store, 's', 'one', 'two', 'three')
    const first = await store.contexts.create({ ...given, id: 'c' })
    const before = await store.contexts.snapshot('c', { label: 'before' })
    expect(before).toMatchObject({ contextId: 'c', label: 'before', takenAt: '2026-01-01T00:00:00.000Z' })
    clock.advance(1_000)
    const second = await store.contexts.update('c', { summary: 'They are back.', keyPoints: [] })
    await store.contexts.snapshot('c')
    const snapshots = await all(store.contexts.snapshots({ contextId: 'c', limit: 1 }))
    expect(snapshots.map(({ context }) => context)).toEqual([first, second])
    await store.contexts.revert('c', 1)
    expect(await store.contexts.get('c')).toMatchObject(given)
    expect(await all(store.contexts.snapshots({ contextId: 'c' }))).toEqual(snapshots)
    await store.contexts.purge('c')
    expect(await all(store.contexts.snapshots({ contextId: 'c' }))).toEqual([])
    await expect(store.contexts.snapshot('c')).rejects.toMatchObject({ code: 'storage/not-found' })
  })
}
